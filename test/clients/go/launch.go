package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
)

// apart puts an instance into a deployment set and takes it out again.
func (s *scenario) apart() {
	made := must(s.ecs.CreateDeploymentSet(&ecs.CreateDeploymentSetInput{
		DeploymentSetName: str("scenario"),
	})).DeploymentSetId
	for _, id := range []*string{made, str("")} {
		must(s.ecs.ModifyInstanceDeployment(&ecs.ModifyInstanceDeploymentInput{
			InstanceId:      s.instanceIDs[0],
			DeploymentSetId: id,
		}))
		sets := must(s.ecs.DescribeDeploymentSets(&ecs.DescribeDeploymentSetsInput{
			DeploymentSetIds: []*string{made},
		})).DeploymentSets
		equal(len(sets), 1)
		equal(len(sets[0].InstanceIds) == 1, *id != "")
	}
	must(s.ecs.DeleteDeploymentSet(&ecs.DeleteDeploymentSetInput{DeploymentSetId: made}))
}

// image makes an image of an instance, and deletes it.
func (s *scenario) image() {
	id := must(s.ecs.CreateImage(&ecs.CreateImageInput{
		InstanceId: s.instanceIDs[0],
		ImageName:  str("scenario"),
	})).ImageId
	poll(func() bool {
		tasks := must(s.ecs.DescribeTasks(&ecs.DescribeTasksInput{ResourceId: id})).Tasks
		return len(tasks) == 1 && *tasks[0].Status == "Succeeded"
	})
	images := must(s.ecs.DescribeImages(&ecs.DescribeImagesInput{Visibility: str("private")})).Images
	equal(len(images), 1)
	equal(*images[0].Status, "available")
	deleted := must(s.ecs.DeleteImages(&ecs.DeleteImagesInput{ImageIds: []*string{id}}))
	equal(len(deleted.OperationDetails), 1)
}
