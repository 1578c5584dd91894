// attach ENI INSTANCE: attaches a network interface and waits until it is in use.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
	"github.com/volcengine/volcengine-go-sdk/volcengine/volcengineerr"
)

func main() {
	err := attach(os.Args[1], os.Args[2])
	if refusal, ok := err.(volcengineerr.RequestFailure); ok {
		fmt.Fprintf(os.Stderr, "%d %s: %s\n",
			refusal.StatusCode(), refusal.Code(), refusal.Message())
		os.Exit(1)
	} else if err != nil {
		panic(err)
	}
}

func attach(eni, instance string) error {
	sess, err := session.NewSession(volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(
			os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), "")).
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT")).
		WithDisableSSL(true))
	if err != nil {
		return err
	}
	client := vpc.New(sess)
	if _, err := client.AttachNetworkInterface(&vpc.AttachNetworkInterfaceInput{
		NetworkInterfaceId: &eni,
		InstanceId:         &instance,
	}); err != nil {
		return err
	}
	for {
		out, err := client.DescribeNetworkInterfaceAttributes(
			&vpc.DescribeNetworkInterfaceAttributesInput{NetworkInterfaceId: &eni})
		if err != nil {
			return err
		}
		fmt.Println(*out.Status)
		if *out.Status == "InUse" {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
}
