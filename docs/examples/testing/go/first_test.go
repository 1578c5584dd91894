package nics

import (
	"testing"
	"time"

	"github.com/tenon-vpc/tenon/clients/go/tenontest"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
)

// An account for each test: an empty world, with time and trouble as the test wants them.
func TestVpcTakesItsTime(t *testing.T) {
	t.Parallel()
	tenon := tenontest.Shared(t, tenontest.Transitions("manual"))
	account := tenon.Account(t)
	sess, err := session.NewSession(volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(
			account.AccessKeyID, account.SecretAccessKey, "")).
		WithRegion(account.Region).
		WithEndpoint(account.URL).
		WithDisableSSL(true))
	must(t, err)
	client := vpc.New(sess)

	held := account.Fault(t, tenontest.FaultSpec{
		Action: "CreateVpc", When: tenontest.Settle, Hold: true,
	})
	made, err := client.CreateVpc(&vpc.CreateVpcInput{CidrBlock: text("10.0.0.0/16")})
	must(t, err)
	status := func() string {
		shown, err := client.DescribeVpcAttributes(
			&vpc.DescribeVpcAttributesInput{VpcId: made.VpcId})
		must(t, err)
		return *shown.Status
	}
	must(t, tenon.Advance(time.Hour))
	if status() != "Creating" {
		t.Error("nobody has held it")
	}
	must(t, held.Remove())
	if status() != "Available" {
		t.Error("it was not let go")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(given string) *string { return &given }
