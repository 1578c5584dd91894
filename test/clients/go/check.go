package main

import (
	"fmt"
	"reflect"
	"time"

	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/volcengineerr"
)

const patience = 20 * time.Second

var str = volcengine.String
var num = volcengine.Int64

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func equal(actual, expected interface{}) {
	if !reflect.DeepEqual(actual, expected) {
		panic(fmt.Sprintf("%v is not %v", actual, expected))
	}
}

// Reads until the status is the one, and gives what was read.
func until[T any](status string, read func() (T, *string)) T {
	var last T
	poll(func() bool {
		value, now := read()
		last = value
		return *now == status
	})
	return last
}

func poll(done func() bool) {
	for end := time.Now().Add(patience); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			panic("it has not come about")
		}
	}
}

func refused[T any](status int, code string, _ T, err error) {
	failure, ok := err.(volcengineerr.RequestFailure)
	if !ok {
		panic(fmt.Sprintf("%s was expected, and came: %v", code, err))
	}
	equal(fmt.Sprint(failure.StatusCode(), " ", failure.Code()), fmt.Sprint(status, " ", code))
	if failure.Message() == "" || failure.RequestID() == "" {
		panic("a refusal without message or request id")
	}
}

func values(list []*string) []string {
	return volcengine.StringValueSlice(list)
}
