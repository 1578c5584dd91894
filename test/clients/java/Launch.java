import java.util.List;
import java.util.function.Supplier;

/** What instances are launched from and into: deployment sets, launch templates, images. */
final class Launch extends Check {
    private final Scenario on;

    Launch(Scenario on) {
        this.on = on;
    }

    /** Puts an instance into a deployment set and takes it out again. */
    void apart() {
        String set = ecs("CreateDeploymentSet", "DeploymentSetName", "scenario")
                .text("DeploymentSetId");
        String instance = on.instances.get(0);
        for (String id : List.of(set, "")) {
            ecs("ModifyInstanceDeployment", "InstanceId", instance, "DeploymentSetId", id);
            Part found = one(ecs("DescribeDeploymentSets", "DeploymentSetIds.1", set)
                    .parts("DeploymentSets"));
            equal(found.texts("InstanceIds"), id.isEmpty() ? List.of() : List.of(instance));
        }
        ecs("DeleteDeploymentSet", "DeploymentSetId", set);
    }

    void template() {
        Object[] named = {"LaunchTemplateName", "scenario"};
        ecs("CreateLaunchTemplate", named);
        int number = ecs("CreateLaunchTemplateVersion", "LaunchTemplateName", "scenario",
                "ImageId", on.image, "Eip.Bandwidth", 5, "Volumes.1.Size", 40)
                .number("LaunchTemplateVersionNumber");
        equal(number, 2);
        ecs("ModifyTemplateDefaultVersion", "LaunchTemplateName", "scenario",
                "DefaultVersionNumber", number);
        Part data = one(ecs("DescribeLaunchTemplateVersions", "LaunchTemplateName", "scenario",
                "DefaultVersion", true).parts("LaunchTemplateVersions"))
                .part("LaunchTemplateVersionData");
        equal(data.text("ImageId"), on.image);
        equal(data.part("Eip").number("Bandwidth"), 5);
        equal(one(data.parts("Volumes")).number("Size"), 40);
        ecs("DeleteLaunchTemplate", named);
    }

    void image() {
        String id = ecs("CreateImage", "InstanceId", on.instances.get(0),
                "ImageName", "scenario").text("ImageId");
        Supplier<List<Part>> tasks = () -> ecs("DescribeTasks", "ResourceIds.1", id).parts("Tasks");
        only("Succeeded", tasks);
        Part found = one(ecs("DescribeImages", "Visibility", "private").parts("Images"));
        equal(found.text("Status"), "available");
        equal(found.number("Size"), 40);
        ecs("DeleteImages", "ImageIds.1", id);
    }

    private Part ecs(String action, Object... input) {
        return on.ecsApi.ask(action, input);
    }
}
