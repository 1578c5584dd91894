package main

import (
	"fmt"
	"strings"
)

// tokenListed reads one resource of ecs from a list by its id: parts of 20 until NextToken is empty, and
// the last one wins. A list without NextToken crashes the provider.
func tokenListed(action, filter, list string) func(*Client, string) (Object, error) {
	return func(c *Client, id string) (Object, error) {
		var found Object
		for token := ""; ; {
			params := Params{filter: id, "MaxResults": pageSize}
			if token != "" {
				params["NextToken"] = token
			}
			answer, err := c.call("ecs", action, params)
			if err != nil {
				return nil, err
			}
			for _, each := range answer.objects("Result." + list) {
				found = each
			}
			if token = answer.text("Result.NextToken"); token == "" {
				break
			}
		}
		if found == nil {
			return nil, fmt.Errorf("%s %s not exist", action, id)
		}
		return found, nil
	}
}

// deploymentSet sends nothing when nothing has changed that can be.
var deploymentSet = &Kind{
	name:   "volcengine_ecs_deployment_set",
	create: creating("ecs", "CreateDeploymentSet", "DeploymentSetId", Params{}),
	read:   tokenListed("DescribeDeploymentSets", "DeploymentSetIds.1", "DeploymentSets"),
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "DeploymentSetName", "Description"))
		// The provider names the set so.
		params["deployment_set_id"] = id
		_, err := c.call("ecs", "ModifyDeploymentSetAttribute", params)
		return err
	},
	remove:    deleting("ecs", "DeleteDeploymentSet", "DeploymentSetId"),
	goneAfter: "-",
}

// deploymentSetAssociate is named by its set and its instance: "set:instance".
var deploymentSetAssociate = &Kind{
	name: "volcengine_ecs_deployment_set_associate",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("ecs", "ModifyInstanceDeployment", flat(config))
		return fmt.Sprint(config["DeploymentSetId"], ":", config["InstanceId"]), err
	},
	read: func(c *Client, id string) (Object, error) {
		set, instance, _ := strings.Cut(id, ":")
		answer, err := c.call("ecs", "DescribeDeploymentSets", Params{"DeploymentSetIds.1": set})
		if err != nil {
			return nil, err
		}
		sets := answer.objects("Result.DeploymentSets")
		if len(sets) == 0 {
			return nil, fmt.Errorf("deployment set %s not exist", set)
		}
		for _, each := range sets[0].texts("InstanceIds") {
			if each == instance {
				return Object{"DeploymentSetId": set, "InstanceId": instance}, nil
			}
		}
		return nil, fmt.Errorf("%s not exist", id)
	},
	remove: func(c *Client, id string, config Config) error {
		params := Params{"InstanceId": config["InstanceId"], "DeploymentSetId": ""}
		_, err := c.call("ecs", "ModifyInstanceDeployment", params)
		return err
	},
	goneAfter: "-",
}

// launchTemplate is shown with what its latest version has.
var launchTemplate = &Kind{
	name:    "volcengine_ecs_launch_template",
	trn:     "ecs:launchtemplate",
	project: "LaunchTemplateProjectName",
	create:  creating("ecs", "CreateLaunchTemplate", "LaunchTemplateId", Params{}),
	read:    launchTemplateRead,
	update: func(c *Client, id string, before, after Config) error {
		if _, err := launchTemplateRead(c, id); err != nil {
			return err
		}
		// The versions of this one, which the provider names so. Of thirty it deletes the oldest.
		params := Params{"launch_template_id": id, "PageSize": 30, "PageNumber": 1}
		answer, err := c.call("ecs", "DescribeLaunchTemplateVersions", params)
		if err != nil {
			return err
		}
		for _, each := range answer.objects("Result.LaunchTemplateVersions") {
			each.number("VersionNumber")
		}
		params = flat(after)
		delete(params, "LaunchTemplateProjectName")
		_, err = c.call("ecs", "CreateLaunchTemplateVersion", params)
		return err
	},
	remove:    deleting("ecs", "DeleteLaunchTemplate", "LaunchTemplateId"),
	goneAfter: "-",
}

func launchTemplateRead(c *Client, id string) (Object, error) {
	found, err := listed("ecs", "DescribeLaunchTemplates", "LaunchTemplateIds.1", "LaunchTemplates")(c, id)
	if err != nil {
		return nil, err
	}
	found.number("DefaultVersionNumber")
	answer, err := c.call("ecs", "DescribeLaunchTemplateVersions", Params{
		"LaunchTemplateId": id, "LaunchTemplateVersions.1": int(found.number("LatestVersionNumber")),
	})
	if err != nil {
		return nil, err
	}
	for _, version := range answer.objects("Result.LaunchTemplateVersions") {
		found["VersionDescription"] = version["VersionDescription"]
		data, ok := version.at("LaunchTemplateVersionData").(map[string]interface{})
		if !ok {
			return nil, fmt.Errorf("LaunchTemplateVersionData is not a map")
		}
		for name, value := range data {
			found[name] = value
		}
		found.number("Eip.BillingType")
	}
	return found, nil
}

// customImage is made of an instance; what is waited for is not its status but its task.
var customImage = &Kind{
	name:   "volcengine_image",
	trn:    "ecs:image",
	create: withTask("CreateImage"),
	read:   tokenListed("DescribeImages", "ImageIds.1", "Images"),
	update: func(c *Client, id string, before, after Config) error {
		params := flat(changed(before, after, "ImageName", "Description", "BootMode"))
		params["ImageId"] = id
		if _, err := c.call("ecs", "ModifyImageAttribute", params); err != nil {
			return err
		}
		return retagEcs(c, "image", id, before, after)
	},
	remove: func(c *Client, id string, _ Config) error {
		answer, err := c.call("ecs", "DeleteImages", Params{"ImageIds.1": id})
		if err != nil {
			return err
		}
		for _, each := range answer.objects("Result.OperationDetails") {
			if refused := each.at("Error"); refused != nil {
				return fmt.Errorf("DeleteImages: %v", refused)
			}
		}
		return nil
	},
}

// importedImage is the same of a file.
var importedImage = &Kind{
	name:   "volcengine_image_import",
	trn:    "ecs:image",
	create: withTask("ImportImage"),
	read:   customImage.read,
	update: customImage.update,
	remove: customImage.remove,
}

func withTask(action string) func(*Client, Config) (string, error) {
	return func(c *Client, config Config) (string, error) {
		id, err := creating("ecs", action, "ImageId", Params{})(c, config)
		if err != nil {
			return "", err
		}
		return id, await("task", "Succeeded", func() (Object, error) {
			answer, err := c.call("ecs", "DescribeTasks", Params{"ResourceIds.1": id})
			if err != nil {
				return nil, err
			}
			tasks := answer.objects("Result.Tasks")
			if len(tasks) == 0 {
				return nil, fmt.Errorf("task of %s not exist", id)
			}
			return tasks[0], nil
		})
	}
}

// imageSharePermission is named by its image and its account: "image:account".
var imageSharePermission = &Kind{
	name: "volcengine_image_share_permission",
	create: func(c *Client, config Config) (string, error) {
		params := Params{"ImageId": config["ImageId"], "AddAccounts.1": config["AccountId"]}
		_, err := c.call("ecs", "ModifyImageSharePermission", params)
		return fmt.Sprint(config["ImageId"], ":", config["AccountId"]), err
	},
	read: func(c *Client, id string) (Object, error) {
		image, account, _ := strings.Cut(id, ":")
		answer, err := c.call("ecs", "DescribeImageSharePermission", Params{"ImageId": image})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.Accounts") {
			if each.text("AccountId") == account {
				return Object{"ImageId": image, "AccountId": account}, nil
			}
		}
		return nil, fmt.Errorf("%s not exist", id)
	},
	remove: func(c *Client, id string, config Config) error {
		params := Params{"ImageId": config["ImageId"], "RemoveAccounts.1": config["AccountId"]}
		_, err := c.call("ecs", "ModifyImageSharePermission", params)
		return err
	},
}

// What instances are launched with and from.
var launchBlocks = []*Block{
	{
		name: "deployment set", kind: deploymentSet,
		config: func(map[string]string) Config {
			return Config{"DeploymentSetName": "apart", "Description": "", "Granularity": "switch", "Strategy": "Availability"}
		},
		changed: func(map[string]string) Config {
			return Config{"DeploymentSetName": "apart-renamed", "Description": "changed by a file"}
		},
	},
	{
		name: "instance apart", kind: deploymentSetAssociate,
		config: func(id map[string]string) Config {
			return Config{"DeploymentSetId": id["deployment set"], "InstanceId": id["instance"]}
		},
	},
	{
		name: "template", kind: launchTemplate,
		config: func(id map[string]string) Config {
			return Config{"LaunchTemplateName": "template", "VersionDescription": "first", "InstanceTypeId": smallType, "ImageId": image, "InstanceName": "server",
				"HostName": "server", "InstanceChargeType": "PostPaid", "Description": "a server", "ZoneId": zoneA, "VpcId": id["vpc"], "UserData": "ZWNobyBoaQ==",
				"UniqueSuffix": true, "SuffixIndex": 3, "Eip.Bandwidth": 1, "Eip.ISP": "BGP", "Eip.BillingType": 2,
				"Volumes":           []Config{{"VolumeType": "ESSD_PL0", "Size": 40, "DeleteWithInstance": true}},
				"NetworkInterfaces": []Config{{"SubnetId": id["subnet"], "SecurityGroupIds": []string{id["group"]}}}}
		},
		changed: func(map[string]string) Config {
			return Config{"VersionDescription": "second", "InstanceTypeId": largeType, "Eip.Bandwidth": 5}
		},
	},
	{
		name: "image", kind: customImage,
		config: func(id map[string]string) Config {
			return Config{"ImageName": "server", "Description": "of a server", "InstanceId": id["instance"], "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"ImageName": "server-renamed", "Description": "changed by a file", "BootMode": "UEFI", "Tags": map[string]string{"env": "test"}}
		},
	},
	{
		name: "image of a file", kind: importedImage,
		config: func(map[string]string) Config {
			return Config{"ImageName": "file", "Description": "", "Platform": "Ubuntu", "PlatformVersion": "24.04", "OsType": "Linux", "Architecture": "amd64",
				"BootMode": "UEFI", "Url": "https://bucket.tos-cn-beijing.volces.com/image.qcow2", "ProjectName": "default"}
		},
		changed: func(map[string]string) Config { return Config{"Description": "imported"} },
	},
	{
		name: "image for another account", kind: imageSharePermission,
		config: func(id map[string]string) Config {
			return Config{"ImageId": id["image"], "AccountId": "2100000042"}
		},
	},
}

func init() { scenario = append(scenario, launchBlocks...) }
