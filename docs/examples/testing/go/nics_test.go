package nics

import (
	"strings"
	"testing"
	"time"

	"github.com/tenon-vpc/tenon/clients/go/tenontest"
	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
)

// world is a test's own: an account with a network, an instance and an interface.
type world struct {
	*Nics
	account       *tenontest.Account
	eni, instance string
	otherZone     string
	group         string
}

// In one server, the tests run side by side, each in an account of its own.
func newWorld(t *testing.T) *world {
	t.Parallel()
	tenon := tenontest.Shared(t, tenontest.Transitions("manual"))
	account := tenon.Account(t)
	// The program tries again by itself: the SDK's own tries would come on top.
	config := volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(
			account.AccessKeyID, account.SecretAccessKey, "")).
		WithRegion(account.Region).
		WithEndpoint(account.URL).
		WithDisableSSL(true).
		WithMaxRetries(0)
	sess, err := session.NewSession(config)
	must(t, err)
	client, machines := vpc.New(sess), ecs.New(sess)
	pass := func(by time.Duration) { must(t, tenon.Advance(by)) }

	network, err := client.CreateVpc(&vpc.CreateVpcInput{CidrBlock: text("10.0.0.0/16")})
	must(t, err)
	pass(time.Minute)
	subnet := func(zone, block string) string {
		made, err := client.CreateSubnet(&vpc.CreateSubnetInput{
			VpcId: network.VpcId, ZoneId: &zone, CidrBlock: &block,
		})
		must(t, err)
		return *made.SubnetId
	}
	here, there := subnet("cn-beijing-a", "10.0.0.0/24"), subnet("cn-beijing-b", "10.0.1.0/24")
	group, err := client.CreateSecurityGroup(&vpc.CreateSecurityGroupInput{VpcId: network.VpcId})
	must(t, err)
	pass(time.Minute)
	launched, err := machines.RunInstances(&ecs.RunInstancesInput{
		InstanceName:   text("web"),
		InstanceTypeId: text("ecs.g3i.large"),
		ImageId:        text("image-debian12x64tenon00"),
		ZoneId:         text("cn-beijing-a"),
		NetworkInterfaces: []*ecs.NetworkInterfaceForRunInstancesInput{{
			SubnetId: &here, SecurityGroupIds: []*string{group.SecurityGroupId},
		}},
	})
	must(t, err)
	eni, err := client.CreateNetworkInterface(&vpc.CreateNetworkInterfaceInput{
		SubnetId: &here, SecurityGroupIds: []*string{group.SecurityGroupId},
	})
	must(t, err)
	pass(5 * time.Minute)
	return &world{
		// While it sleeps, the world's time passes, and nobody waits.
		Nics:      &Nics{VPC: client, Sleep: pass, Tries: 5},
		account:   account,
		eni:       *eni.NetworkInterfaceId,
		instance:  *launched.InstanceIds[0],
		otherZone: there,
		group:     *group.SecurityGroupId,
	}
}

func TestAttachAndDetach(t *testing.T) {
	w := newWorld(t)
	must(t, w.Attach(w.eni, w.instance))
	w.is(t, "InUse")
	must(t, w.Detach(w.eni, w.instance))
	w.is(t, "Available")
}

func TestZonesMustMatch(t *testing.T) {
	w := newWorld(t)
	made, err := w.VPC.CreateNetworkInterface(&vpc.CreateNetworkInterfaceInput{
		SubnetId: &w.otherZone, SecurityGroupIds: []*string{&w.group},
	})
	must(t, err)
	w.Sleep(time.Minute)
	refused(t, w.Attach(*made.NetworkInterfaceId, w.instance), "InvalidEni.ZoneMismatch")

	// The history says why: each precondition as it was at that moment.
	requests, err := w.account.Requests()
	must(t, err)
	for _, request := range requests {
		for _, each := range request.Verdicts {
			if each.Verdict == "fail" && each.Code == "InvalidEni.ZoneMismatch" {
				return
			}
		}
	}
	t.Errorf("no request was refused for the zone: %+v", requests)
}

func TestTriesAgain(t *testing.T) {
	w := newWorld(t)
	thrice := 3
	fault := w.account.Fault(t, tenontest.FaultSpec{
		Action: "AttachNetworkInterface",
		Refuse: &tenontest.Refusal{Code: "FlowLimitExceeded"},
		Times:  &thrice,
	})
	must(t, w.Attach(w.eni, w.instance))
	if struck, err := fault.Struck(); err != nil || struck != 3 {
		t.Errorf("struck %d times, %v", struck, err)
	}
}

func TestLostAnswerIsNoFailure(t *testing.T) {
	for name, spec := range map[string]tenontest.FaultSpec{
		"cut":  {Cut: true},
		"half": {Half: true},
	} {
		spec := spec
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			spec.Action, spec.When = "AttachNetworkInterface", tenontest.Answer
			w.account.Fault(t, spec)
			must(t, w.Attach(w.eni, w.instance))
			w.is(t, "InUse")
		})
	}
}

func TestNicThatCannotBePlugged(t *testing.T) {
	w := newWorld(t)
	w.account.Fault(t, tenontest.FaultSpec{
		Action: "AttachNetworkInterface", When: tenontest.Settle, Fail: "the host has no room",
	})
	if err := w.Attach(w.eni, w.instance); err == nil || !strings.HasSuffix(err.Error(), "is Available") {
		t.Errorf("not noticed: %v", err)
	}
	must(t, w.Attach(w.eni, w.instance))
}

func TestWaitsWhileItIsOnItsWay(t *testing.T) {
	w := newWorld(t)
	held := w.account.Fault(t, tenontest.FaultSpec{
		Action: "AttachNetworkInterface", When: tenontest.Settle, Hold: true,
	})
	slept, pass := 0, w.Sleep
	w.Sleep = func(by time.Duration) {
		if slept++; slept == 3 {
			must(t, held.Remove())
		}
		pass(by)
	}
	must(t, w.Attach(w.eni, w.instance))
	if slept < 3 {
		t.Errorf("it slept %d times", slept)
	}
}

func (w *world) is(t *testing.T, wanted string) {
	t.Helper()
	if status, err := w.Status(w.eni); err != nil || status != wanted {
		t.Errorf("%s is %s, not %s: %v", w.eni, status, wanted, err)
	}
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if Code(err) != code {
		t.Errorf("not refused with %s: %v", code, err)
	}
}
