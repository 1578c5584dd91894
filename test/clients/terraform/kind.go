package main

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Config is a resource's block in a Terraform file, by the API's names.
type Config map[string]interface{}

// Kind is what the provider does for one kind of resource.
type Kind struct {
	name    string
	service string
	// create sends the call that makes one, and says its id.
	create func(c *Client, config Config) (string, error)
	// read finds one by its id, as refresh, plan and import do.
	read func(c *Client, id string) (Object, error)
	// target is the status that is waited for after create and update; "" for none.
	target string
	// hasty kinds are not waited for after an update.
	hasty bool
	// also names the configuration's VPC, which must be Available after each change.
	also string
	// attribute gives what a plan compares, where it is not the field of the same name.
	attribute map[string]func(found Object) interface{}
	// update changes one; nil where a change means a new one.
	update func(c *Client, id string, before, after Config) error
	// remove sends the call that deletes one.
	remove func(c *Client, id string, config Config) error
	// trn is what it is called in TRNs, as in "vpc:vpc": by it a changed project_name moves it; "" for none.
	trn string
	// project is the field that says its project, if not ProjectName.
	project string
	// plain are the fields whose values a file alone gives: what is not in the file must be empty in an answer.
	plain []string
	// goneAfter is the status at the end of remove: "" waits until it is not found, "-" for nothing.
	goneAfter string
}

const (
	// The provider waits one second before the first poll and between polls.
	pollEvery = 10 * time.Millisecond
	// It gives up after minutes; a test after seconds.
	patience = 20 * time.Second
)

// await polls until a status is reached, or one of several as in "RUNNING|STOPPED". Every other status is tolerated but for a failed one.
func await(what string, target string, read func() (Object, error)) error {
	var last string
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pollEvery) {
		found, err := read()
		if err != nil {
			return err
		}
		last = found.text("Status")
		for _, wanted := range strings.Split(target, "|") {
			if last == wanted {
				return nil
			}
		}
		if last == "Error" || last == "ERROR" || last == "Failed" {
			return fmt.Errorf("%s: status error, status: %s", what, last)
		}
	}
	return fmt.Errorf("%s: timeout while waiting for state to become '%s' (last state: '%s')", what, target, last)
}

func (k *Kind) settle(c *Client, id string, config Config) error {
	if k.target != "" {
		if err := await(k.name, k.target, func() (Object, error) { return k.read(c, id) }); err != nil {
			return err
		}
	}
	if k.also != "" {
		vpcID, _ := config[k.also].(string)
		return await("vpc", "Available", func() (Object, error) { return vpc.read(c, vpcID) })
	}
	return nil
}

// apply creates one and waits for it.
func (k *Kind) apply(c *Client, config Config) (string, error) {
	id, err := k.create(c, config)
	if err != nil {
		return "", fmt.Errorf("%s: create: %w", k.name, err)
	}
	return id, k.settle(c, id, config)
}

// plan says what differs between the configuration and what is there.
func (k *Kind) plan(c *Client, id string, config Config) error {
	found, err := k.read(c, id)
	if err != nil {
		return fmt.Errorf("%s: read: %w", k.name, err)
	}
	names := make([]string, 0, len(config))
	for name := range config {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		value := found.at(name)
		if attribute, ok := k.attribute[name]; ok {
			value = attribute(found)
		} else if name == "Tags" {
			value = found.tags()
		}
		// A field that an answer has not leaves the state's value as it is.
		if value != nil && !same(config[name], value) {
			return fmt.Errorf("%s: the plan is not empty: %s is %v, wanted %v", k.name, name, value, config[name])
		}
	}
	for _, name := range k.plain {
		if _, given := config[name]; !given && !empty(found.at(name)) {
			return fmt.Errorf("%s: the plan is not empty: %s is %v, and not in the file", k.name, name, found.at(name))
		}
	}
	return nil
}

// change applies another configuration to one that exists.
func (k *Kind) change(c *Client, id string, before, after Config) error {
	if k.update == nil {
		return fmt.Errorf("%s: has no update", k.name)
	}
	if field := k.projectField(); !same(before[field], after[field]) {
		if err := moveToProject(c, k, id, after[field]); err != nil {
			return fmt.Errorf("%s: move: %w", k.name, err)
		}
		before = with(before, Config{field: after[field]})
	}
	if err := k.update(c, id, before, after); err != nil {
		return fmt.Errorf("%s: update: %w", k.name, err)
	}
	if k.hasty {
		return nil
	}
	return k.settle(c, id, after)
}

func (k *Kind) projectField() string {
	if k.project != "" {
		return k.project
	}
	return "ProjectName"
}

// destroy deletes one. On any error the provider reads it again: what is not found is deleted,
// anything else is deleted once more.
func (k *Kind) destroy(c *Client, id string, config Config) error {
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pollEvery) {
		if err = k.remove(c, id, config); err == nil {
			break
		}
		if _, readErr := k.read(c, id); readErr != nil && notFound(readErr) {
			return nil
		}
	}
	if err != nil {
		return fmt.Errorf("%s: delete: %w", k.name, err)
	}
	switch k.goneAfter {
	case "-":
		return nil
	case "":
		return k.untilGone(c, id)
	default:
		return await(k.name, k.goneAfter, func() (Object, error) { return k.readLoosely(c, id) })
	}
}

func (k *Kind) untilGone(c *Client, id string) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pollEvery) {
		if _, err := k.read(c, id); err != nil {
			if notFound(err) {
				return nil
			}
			return err
		}
	}
	return fmt.Errorf("%s: %s is still there", k.name, id)
}

// readLoosely tolerates that an association is no longer there: its owner's status is what counts.
func (k *Kind) readLoosely(c *Client, id string) (Object, error) {
	found, err := k.read(c, id)
	var loose *notAssociated
	if errors.As(err, &loose) {
		return loose.found, nil
	}
	return found, err
}

// notAssociated is an association that is not there, on a resource that is.
type notAssociated struct{ found Object }

func (*notAssociated) Error() string { return "not associate" }

// listed reads one resource from a list by its id: page after page of 20, and the last one wins.
func listed(service, action, filter, list string) func(*Client, string) (Object, error) {
	return func(c *Client, id string) (Object, error) {
		all, err := pages(c, service, action, list, Params{filter: id})
		if err != nil {
			return nil, err
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("%s %s not exist", action, id)
		}
		return all[len(all)-1], nil
	}
}

const pageSize = 20

func pages(c *Client, service, action, list string, params Params) ([]Object, error) {
	var all []Object
	for page := 1; ; page++ {
		asked := Params{"PageSize": pageSize, "PageNumber": page}
		for name, value := range params {
			asked[name] = value
		}
		answer, err := c.call(service, action, asked)
		if err != nil {
			return nil, err
		}
		found := answer.objects("Result." + list)
		all = append(all, found...)
		if len(found) < pageSize {
			return all, nil
		}
	}
}

// creating sends a create with the configuration flattened, and says the id that the answer names.
func creating(service, action, id string, extra Params) func(*Client, Config) (string, error) {
	return func(c *Client, config Config) (string, error) {
		params := flat(config)
		for name, value := range extra {
			params[name] = value
		}
		if extra["ClientToken"] != nil {
			params["ClientToken"] = uuid.NewString()
		}
		answer, err := c.call(service, action, params)
		if err != nil {
			return "", err
		}
		return answer.text("Result." + id), nil
	}
}

// modifying sends a modify with what has changed, and the id alone when nothing has, then the tags.
func modifying(service, action, idName, tagType string) func(*Client, string, Config, Config) error {
	return func(c *Client, id string, before, after Config) error {
		changed := Config{}
		for name, value := range after {
			if name != "Tags" && !same(before[name], value) {
				changed[name] = value
			}
		}
		params := flat(changed)
		params[idName] = id
		if _, err := c.call(service, action, params); err != nil {
			return err
		}
		return retag(c, tagType, id, before, after)
	}
}

// retag takes old tags away and adds new ones, by the actions of vpc.
func retag(c *Client, tagType, id string, before, after Config) error {
	return retagBy(c, "vpc", [2]string{"UntagResources", "TagResources"}, tagType, id, before, after)
}

// retagBy takes old tags away and adds new ones, by these two actions of a service.
func retagBy(c *Client, service string, actions [2]string, tagType, id string, before, after Config) error {
	old, _ := before["Tags"].(map[string]string)
	wanted, _ := after["Tags"].(map[string]string)
	removed, added := Params{}, Params{}
	for key, value := range old {
		if wanted[key] != value {
			removed["TagKeys."+strconv.Itoa(len(removed)+1)] = key
		}
	}
	for key, value := range wanted {
		if old[key] != value {
			n := strconv.Itoa(len(added)/2 + 1)
			added["Tags."+n+".Key"], added["Tags."+n+".Value"] = key, value
		}
	}
	for _, call := range []struct {
		action string
		params Params
	}{{actions[0], removed}, {actions[1], added}} {
		if len(call.params) == 0 {
			continue
		}
		call.params["ResourceIds.1"], call.params["ResourceType"] = id, tagType
		if _, err := c.call(service, call.action, call.params); err != nil {
			return err
		}
	}
	return nil
}

// deleting sends a delete with nothing but the id.
func deleting(service, action, idName string) func(*Client, string, Config) error {
	return func(c *Client, id string, _ Config) error {
		_, err := c.call(service, action, Params{idName: id})
		return err
	}
}

// flat turns lists and maps of a configuration into dotted parameters.
func flat(config Config) Params {
	params := Params{}
	for name, value := range config {
		switch values := value.(type) {
		case []string:
			for n, each := range values {
				params[name+"."+strconv.Itoa(n+1)] = each
			}
		case map[string]string:
			n := 0
			for key, each := range values {
				n++
				params[name+"."+strconv.Itoa(n)+".Key"] = key
				params[name+"."+strconv.Itoa(n)+".Value"] = each
			}
		case []Config:
			for n, each := range values {
				for field, fieldValue := range flat(each) {
					params[name+"."+strconv.Itoa(n+1)+"."+field] = fieldValue
				}
			}
		default:
			params[name] = value
		}
	}
	return params
}

func pause() { time.Sleep(pollEvery) }
