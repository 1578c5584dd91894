// The steps of test/clients/lib/steps.ts with the typed clients of volcengine-go-sdk. The same
// program is built with the SDK that Terraform pins and with the newest one: see go.test.ts.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/volcengine/volcengine-go-sdk/service/ecs"
	"github.com/volcengine/volcengine-go-sdk/service/storageebs"
	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/request"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
)

type scenario struct {
	session *session.Session
	vpc     *vpc.VPC
	ecs     *ecs.ECS
	ebs     *storageebs.STORAGEEBS

	vpcID, subnetID, groupID, imageID, eniID *string
	instanceIDs, otherIDs                    []*string
}

type step struct {
	name string
	play func(*scenario)
}

func main() {
	own := signedBy(os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), "")
	s := &scenario{session: own, vpc: vpc.New(own), ecs: ecs.New(own), ebs: storageebs.New(own)}
	steps := []step{
		{"network", (*scenario).network},
		{"rules", (*scenario).rules},
		{"tags", (*scenario).tags},
		{"catalogue", (*scenario).catalogue},
		{"instances", (*scenario).instances},
		{"operations", (*scenario).operations},
		{"interface", (*scenario).eni},
		{"addresses", (*scenario).addresses},
	}
	steps = append(steps, ipv6Steps...)
	steps = append(steps,
		step{"attach", (*scenario).attach},
		step{"refusals", (*scenario).refusals},
		step{"form", (*scenario).form},
		step{"json", (*scenario).json},
		step{"pages", (*scenario).pages},
		step{"routes", (*scenario).routes},
		step{"eip", (*scenario).eip},
		step{"volumes", (*scenario).volumes},
	)
	steps = append(steps, neighbourSteps...)
	steps = append(steps,
		step{"session", (*scenario).temporary},
		step{"secret", (*scenario).secret},
		step{"end", (*scenario).end},
	)
	for _, each := range steps {
		each.play(s)
		say("step", each.name)
	}
	say("calls", calls)
}

// Calls by service:Action. A call that the SDK sends again, as it does when an answer does not
// fit its structs, is still one call.
var calls = map[string]int{}

func signedBy(id, secret, token string) *session.Session {
	config := volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(id, secret, token)).
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT")).
		WithDisableSSL(true)
	sess := must(session.NewSession(config))
	sess.Handlers.Complete.PushBack(func(r *request.Request) {
		calls[r.ClientInfo.ServiceName+":"+r.Operation.Name]++
	})
	return sess
}

func say(key string, value interface{}) {
	line := must(json.Marshal(map[string]interface{}{key: value}))
	fmt.Println(string(line))
}
