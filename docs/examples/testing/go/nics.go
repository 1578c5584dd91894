// Package nics is what is tested: it attaches network interfaces, and does not give up at the first
// trouble.
package nics

import (
	"errors"
	"fmt"
	"time"

	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine/volcengineerr"
)

// Nics attaches network interfaces.
type Nics struct {
	VPC   *vpc.VPC
	Sleep func(time.Duration)
	Tries int
}

// Code is the code of a refusal; "" where there was no whole answer.
func Code(err error) string {
	var refusal volcengineerr.RequestFailure
	if errors.As(err, &refusal) {
		return refusal.Code()
	}
	return ""
}

// Attach attaches an interface and waits until it is in use.
func (n *Nics) Attach(eni, instance string) error {
	err := n.try(func() error {
		_, err := n.VPC.AttachNetworkInterface(&vpc.AttachNetworkInterfaceInput{
			NetworkInterfaceId: &eni, InstanceId: &instance,
		})
		return err
	})
	if Code(err) == "InvalidEni.InvalidStatus" {
		// The answer to an earlier try was lost, and that try was carried out.
		if shown, failed := n.show(eni); failed == nil && *shown.DeviceId == instance {
			err = nil
		}
	}
	if err != nil {
		return err
	}
	return n.wait(eni, "InUse")
}

// Detach detaches an interface and waits until it is free.
func (n *Nics) Detach(eni, instance string) error {
	err := n.try(func() error {
		_, err := n.VPC.DetachNetworkInterface(&vpc.DetachNetworkInterfaceInput{
			NetworkInterfaceId: &eni, InstanceId: &instance,
		})
		return err
	})
	if err != nil {
		return err
	}
	return n.wait(eni, "Available")
}

// Status is the interface's.
func (n *Nics) Status(eni string) (string, error) {
	shown, err := n.show(eni)
	if err != nil {
		return "", err
	}
	return *shown.Status, nil
}

func (n *Nics) show(eni string) (shown *vpc.DescribeNetworkInterfaceAttributesOutput, err error) {
	err = n.try(func() (err error) {
		shown, err = n.VPC.DescribeNetworkInterfaceAttributes(
			&vpc.DescribeNetworkInterfaceAttributesInput{NetworkInterfaceId: &eni})
		return err
	})
	return shown, err
}

func (n *Nics) wait(eni, wanted string) error {
	for {
		switch status, err := n.Status(eni); {
		case err != nil || status == wanted:
			return err
		case status != "Attaching" && status != "Detaching" && status != "Creating":
			return fmt.Errorf("%s is %s", eni, status)
		}
		n.Sleep(500 * time.Millisecond)
	}
}

func (n *Nics) try(call func() error) (err error) {
	for left := n.Tries; left > 0; left-- {
		if err = call(); err == nil {
			return nil
		}
		switch Code(err) {
		case "", "FlowLimitExceeded", "ServiceUnavailableTemp", "InvalidOperation.Conflict", "RequestError":
			n.Sleep(100 * time.Millisecond)
		default:
			return err
		}
	}
	return err
}
