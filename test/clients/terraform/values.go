package main

import (
	"fmt"
	"reflect"
	"strings"
)

// Object is what an answer holds. Its methods stop the program where the provider's unchecked type
// assertions would: on a field that is absent, null or of another type.
type Object map[string]interface{}

// Crash is what would have been a crash of the provider's process.
type Crash struct{ text string }

func (c Crash) Error() string { return c.text }

func crash(path, wanted string, found interface{}) {
	panic(Crash{fmt.Sprintf("the provider would crash: %s is %T (%v), not %s", path, found, found, wanted)})
}

// at follows a dotted path; nil where there is nothing.
func (o Object) at(path string) interface{} {
	var value interface{} = map[string]interface{}(o)
	for _, name := range strings.Split(path, ".") {
		object, ok := value.(map[string]interface{})
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

func (o Object) text(path string) string {
	value, ok := o.at(path).(string)
	if !ok {
		crash(path, "a string", o.at(path))
	}
	return value
}

func (o Object) number(path string) float64 {
	value, ok := o.at(path).(float64)
	if !ok {
		crash(path, "a number", o.at(path))
	}
	return value
}

func (o Object) flag(path string) bool {
	value, ok := o.at(path).(bool)
	if !ok {
		crash(path, "a boolean", o.at(path))
	}
	return value
}

func (o Object) list(path string) []interface{} {
	value, ok := o.at(path).([]interface{})
	if !ok {
		crash(path, "a list", o.at(path))
	}
	return value
}

func (o Object) objects(path string) []Object {
	var found []Object
	for _, each := range o.list(path) {
		object, ok := each.(map[string]interface{})
		if !ok {
			crash(path, "a list of objects", each)
		}
		found = append(found, Object(object))
	}
	return found
}

// tags reads a list of tags, which Terraform holds as a set.
func (o Object) tags() map[string]string {
	found := map[string]string{}
	for _, tag := range o.objects("Tags") {
		found[tag.text("Key")] = tag.text("Value")
	}
	return found
}

// strings reads a list of strings.
func (o Object) texts(path string) []string {
	found := []string{}
	for _, each := range o.list(path) {
		text, ok := each.(string)
		if !ok {
			crash(path, "a list of strings", each)
		}
		found = append(found, text)
	}
	return found
}

// textsOrNone reads a list of strings where the provider tests that there is one before it goes
// through it.
func (o Object) textsOrNone(path string) ([]string, bool) {
	if _, ok := o.at(path).([]interface{}); !ok {
		return nil, false
	}
	return o.texts(path), true
}

// same compares as a plan does: sets without their order, numbers by value.
func same(wanted, found interface{}) bool {
	if list, ok := wanted.([]string); ok {
		return reflect.DeepEqual(setOf(list), setOf(found))
	}
	if number, ok := wanted.(int); ok {
		value, isNumber := found.(float64)
		return isNumber && value == float64(number)
	}
	return reflect.DeepEqual(wanted, found)
}

// empty is what a plan finds no difference in from nothing at all.
func empty(value interface{}) bool {
	switch found := value.(type) {
	case []interface{}:
		return len(found) == 0
	case map[string]interface{}:
		return false
	default:
		return value == nil || value == "" || value == 0.0 || value == false
	}
}

func setOf(list interface{}) map[string]bool {
	set := map[string]bool{}
	switch values := list.(type) {
	case []string:
		for _, each := range values {
			set[each] = true
		}
	case []interface{}:
		for _, each := range values {
			set[fmt.Sprint(each)] = true
		}
	}
	return set
}
