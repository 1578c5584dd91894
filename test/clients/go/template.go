//go:build !sdk10

package main

import (
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
)

// template makes a launch template with two versions, and deletes it.
func (s *scenario) template() {
	name := str("scenario")
	must(s.ecs.CreateLaunchTemplate(&ecs.CreateLaunchTemplateInput{LaunchTemplateName: name}))
	number := must(s.ecs.CreateLaunchTemplateVersion(&ecs.CreateLaunchTemplateVersionInput{
		LaunchTemplateName: name,
		ImageId:            s.imageID,
		Eip:                &ecs.EipForCreateLaunchTemplateVersionInput{Bandwidth: volcengine.Int32(5)},
	})).LaunchTemplateVersionNumber
	equal(*number, int32(2))
	must(s.ecs.ModifyTemplateDefaultVersion(&ecs.ModifyTemplateDefaultVersionInput{
		LaunchTemplateName:   name,
		DefaultVersionNumber: number,
	}))
	versions := must(s.ecs.DescribeLaunchTemplateVersions(&ecs.DescribeLaunchTemplateVersionsInput{
		LaunchTemplateName: name,
		DefaultVersion:     volcengine.Bool(true),
	})).LaunchTemplateVersions
	equal(len(versions), 1)
	equal(*versions[0].LaunchTemplateVersionData.Eip.Bandwidth, int32(5))
	must(s.ecs.DeleteLaunchTemplate(&ecs.DeleteLaunchTemplateInput{LaunchTemplateName: name}))
}
