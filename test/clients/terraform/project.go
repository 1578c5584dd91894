package main

import (
	"fmt"
	"strings"
	"time"
)

// moveToProject is what a changed project_name does, before anything else is modified: the account's
// id is read from the project, and the resource is polled until it says the new name.
func moveToProject(c *Client, kind *Kind, id string, to interface{}) error {
	project, err := c.call("iam", "GetProject", Params{"ProjectName": to})
	if err != nil {
		return err
	}
	account := int64(project.number("Result.AccountID"))
	service, resourceType, _ := strings.Cut(kind.trn, ":")
	_, err = c.call("iam", "MoveProjectResource", Params{
		"TargetProjectName": to,
		"ResourceTrn.1":     fmt.Sprintf("trn:%s:cn-beijing:%d:%s/%s", service, account, resourceType, id),
	})
	if err != nil {
		return err
	}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pollEvery) {
		found, err := kind.read(c, id)
		if err != nil {
			return err
		}
		if found.text(kind.projectField()) == to {
			return nil
		}
	}
	return fmt.Errorf("%s is not in %s", id, to)
}
