//go:build !sdk10

package main

import (
	"encoding/base64"
	"strings"

	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// upkeep does to an instance what an operator does in its life.
func (s *scenario) upkeep() {
	v := s.spare()
	v.looked()
	v.moved()
	v.resized()
	v.rebuilt()
	must(s.ecs.DeleteInstance(&ecs.DeleteInstanceInput{InstanceId: v.id}))
	v.isGone()
}

func (v *spare) looked() {
	ids := []*string{v.id}
	console := must(v.ecs.GetConsoleOutput(&ecs.GetConsoleOutputInput{InstanceId: v.id}))
	equal(*console.InstanceId, *v.id)
	line := must(base64.StdEncoding.DecodeString(*console.Output))
	equal(strings.Contains(string(line), "RUNNING"), true)
	installed := must(v.ecs.InstallCloudAssistant(
		&ecs.InstallCloudAssistantInput{InstanceIds: ids}))
	equal(values(installed.InstallingInstanceIds), []string{*v.id})
	upgraded := must(v.ecs.UpgradeCloudAssistants(
		&ecs.UpgradeCloudAssistantsInput{InstanceIds: ids}))
	equal(len(upgraded.UpgradingInstanceIds)+len(upgraded.FailedInstances), 1)
	tags := must(v.ecs.DescribeTags(&ecs.DescribeTagsInput{
		ResourceType: str("instance"),
		ResourceIds:  ids,
	})).TagResources
	same := must(v.ecs.ListTagsForResources(&ecs.ListTagsForResourcesInput{
		ResourceType: str("instance"),
		ResourceIds:  ids,
	})).TagResources
	equal([]int{len(tags), len(same)}, []int{1, 1})
	equal(*tags[0].TagKey+*same[0].TagValue, "teamnetwork")
	must(v.ecs.ModifyInstanceMetadataOptions(&ecs.ModifyInstanceMetadataOptionsInput{
		InstanceId: v.id,
		HttpTokens: str("required"),
	}))
	equal(*v.is("RUNNING").MetadataOptions.HttpTokens, "required")
	must(v.ecs.ModifyInstancePlacement(&ecs.ModifyInstancePlacementInput{
		InstanceId: v.id,
		Tenancy:    str("Default"),
	}))
	must(v.ecs.RebootInstance(&ecs.RebootInstanceInput{InstanceId: v.id}))
	v.is("RUNNING")
}

// moved gives it an interface in another subnet, and brings it back.
func (v *spare) moved() {
	other := must(v.vpc.CreateSubnet(&vpc.CreateSubnetInput{
		VpcId:     v.vpcID,
		ZoneId:    str(zone),
		CidrBlock: str("10.0.9.0/24"),
	})).SubnetId
	subnet := func() []*vpc.SubnetForDescribeSubnetsOutput {
		return must(v.vpc.DescribeSubnets(
			&vpc.DescribeSubnetsInput{SubnetIds: []*string{other}})).Subnets
	}
	poll(func() bool { return *subnet()[0].Status == "Available" })
	v.stopped()
	for _, each := range []*string{other, v.subnetID} {
		eni := must(v.ecs.ModifyInstanceVpcAttribute(&ecs.ModifyInstanceVpcAttributeInput{
			InstanceId: v.id,
			SubnetId:   each,
		})).NetworkInterfaceId
		poll(func() bool {
			now := v.listed()[0].NetworkInterfaces
			return len(now) == 1 && *now[0].NetworkInterfaceId == *eni
		})
		v.interfaceIs("InUse", eni)
	}
	poll(func() bool { return *subnet()[0].AvailableIpAddressCount == 253 })
	must(v.vpc.DeleteSubnet(&vpc.DeleteSubnetInput{SubnetId: other}))
	poll(func() bool { return len(subnet()) == 0 })
	started := must(v.ecs.StartInstances(
		&ecs.StartInstancesInput{InstanceIds: []*string{v.id}})).OperationDetails
	equal(*started[0].InstanceId, *v.id)
	v.is("RUNNING")
}

func (v *spare) resized() {
	v.stopped()
	resized := must(v.ecs.ModifyInstancesSpec(&ecs.ModifyInstancesSpecInput{
		InstanceIds:    []*string{v.id},
		InstanceTypeId: str("ecs.g3i.xlarge"),
	})).OperationDetails
	equal(*resized[0].InstanceId, *v.id)
	equal(*v.is("RUNNING").InstanceTypeId, "ecs.g3i.xlarge")
}

func (v *spare) rebuilt() {
	before := *v.listed()[0].Volumes[0].VolumeId
	must(v.ecs.ReplaceSystemVolume(&ecs.ReplaceSystemVolumeInput{
		InstanceId: v.id,
		ImageId:    v.imageID,
		Password:   str("Passw0rd!"),
	}))
	equal(*v.is("RUNNING").Volumes[0].VolumeId != before, true)
}

// offers asks what may be launched where, and with what.
func (s *scenario) offers() {
	zones := must(s.ecs.DescribeAvailableResource(&ecs.DescribeAvailableResourceInput{
		DestinationResource: str("InstanceType"),
		ZoneId:              str(zone),
		InstanceTypeId:      str(instanceType),
	})).AvailableZones
	equal([]string{*zones[0].ZoneId, *zones[0].Status}, []string{zone, "Available"})
	offered := zones[0].AvailableResources[0]
	equal(*offered.Type, "InstanceType")
	equal(*offered.SupportedResources[0].Value, instanceType)
	families := must(s.ecs.DescribeInstanceTypeFamilies(
		&ecs.DescribeInstanceTypeFamiliesInput{ZoneId: str(zone)})).InstanceTypeFamilies
	equal(*families[0].ZoneIds[0], zone)
	apart := must(s.ecs.DescribeDeploymentSetSupportedInstanceTypeFamily(
		&ecs.DescribeDeploymentSetSupportedInstanceTypeFamilyInput{}))
	equal(len(apart.DeploymentSetCreateInstanceTypeFamilies) > 0, true)
	equal(len(apart.DeploymentSetModifyInstanceTypeFamilies) > 0, true)
	packages := must(s.ecs.DescribeAutoInstallPackages(&ecs.DescribeAutoInstallPackagesInput{
		ImageId:            s.imageID,
		InstanceTypeFamily: str("ecs.g3i"),
	})).Packages
	equal(len(packages), 0)
}

// imageCare copies an image of an instance, looks at it, and writes it out.
func (s *scenario) imageCare() {
	one := must(s.ecs.CreateImage(&ecs.CreateImageInput{
		InstanceId: s.instanceIDs[0],
		ImageName:  str("looked-after"),
	})).ImageId
	s.done(one, 1)
	must(s.ecs.DetectImage(&ecs.DetectImageInput{ImageId: one}))
	must(s.ecs.RepairImage(&ecs.RepairImageInput{ImageId: one}))
	task := must(s.ecs.ExportImage(&ecs.ExportImageInput{
		ImageId:   one,
		TOSBucket: str("bucket"),
		TOSPrefix: str("images"),
	})).TaskId
	equal(*task != "", true)
	s.done(one, 2)
	copied := must(s.ecs.CopyImage(&ecs.CopyImageInput{
		ImageId:           one,
		ImageName:         str("copy"),
		DestinationRegion: str("cn-beijing"),
	})).ImageId
	s.done(copied, 1)
	ids := []*string{one, copied}
	deleted := must(s.ecs.DeleteImages(&ecs.DeleteImagesInput{ImageIds: ids})).OperationDetails
	equal(len(deleted), 2)
	poll(func() bool {
		return len(must(s.ecs.DescribeImages(&ecs.DescribeImagesInput{ImageIds: ids})).Images) == 0
	})
}

// done waits until all the tasks of an image are.
func (s *scenario) done(imageID *string, tasks int) {
	poll(func() bool {
		found := must(s.ecs.DescribeTasks(&ecs.DescribeTasksInput{ResourceId: imageID})).Tasks
		done := 0
		for _, each := range found {
			if *each.Status == "Succeeded" {
				done++
			}
		}
		return len(found) == tasks && done == tasks
	})
}

// orders has instances delivered at a time, which it takes back before.
func (s *scenario) orders() {
	day := "2099-01-01T00:00:00+08:00"
	id := must(s.ecs.CreateScheduledInstances(&ecs.CreateScheduledInstancesInput{
		ScheduledInstanceName:        str("scenario"),
		ElasticScheduledInstanceType: str("Segmented"),
		StartDeliveryAt:              str(day),
		AutoReleaseAt:                str("2099-01-01T02:00:00+08:00"),
		ZoneId:                       str(zone),
		ImageId:                      s.imageID,
		InstanceTypeId:               str(instanceType),
		InstanceName:                 str("scheduled"),
		Password:                     str("Passw0rd!"),
		Count:                        volcengine.Int32(2),
		NetworkInterfaces: []*ecs.NetworkInterfaceForCreateScheduledInstancesInput{
			{SubnetId: s.subnetID, SecurityGroupIds: []*string{s.groupID}},
		},
	})).ScheduledInstanceId
	read := func() *ecs.ScheduledInstanceInfoForDescribeScheduledInstancesOutput {
		found := must(s.ecs.DescribeScheduledInstances(&ecs.DescribeScheduledInstancesInput{
			ScheduledInstanceIds: []*string{id},
		})).ScheduledInstanceInfo
		equal(len(found), 1)
		return found[0]
	}
	made := read()
	equal([]string{*made.Status, *made.StartDeliveryAt}, []string{"Reserved", day})
	equal([]int32{*made.Count, *made.DeliveryCount}, []int32{2, 0})
	equal(*made.InstanceConfig.NetworkInterfacesRes[0].SubnetId, *s.subnetID)
	later := "2099-01-01T03:00:00+08:00"
	must(s.ecs.RenewScheduledInstance(&ecs.RenewScheduledInstanceInput{
		ScheduledInstanceId: id,
		AutoReleaseAt:       str(later),
	}))
	equal(*read().AutoReleaseAt, later)
	stock := must(s.ecs.DescribeScheduledInstanceStock(&ecs.DescribeScheduledInstanceStockInput{
		InstanceTypeId: str(instanceType),
		ZoneId:         str(zone),
		VolumeType:     str("ESSD_PL0"),
	})).ScheduledInstanceStock
	equal(len(stock) > 0, true)
	latest := must(s.ecs.GetScheduledInstanceLatestReleaseAt(
		&ecs.GetScheduledInstanceLatestReleaseAtInput{
			InstanceTypeId:  str(instanceType),
			ZoneId:          str(zone),
			VolumeType:      str("ESSD_PL0"),
			StartDeliveryAt: str(day),
		})).LatestReleaseAt
	equal(*latest > day, true)
	must(s.ecs.DeleteScheduledInstance(&ecs.DeleteScheduledInstanceInput{ScheduledInstanceId: id}))
	equal(*read().Status, "Canceled")
}
