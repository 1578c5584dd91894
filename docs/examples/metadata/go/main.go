// role: says who it is, with the keys of the role of the instance that it runs on.
package main

import (
	"fmt"
	"os"

	"github.com/volcengine/volcengine-go-sdk/service/sts"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
)

func main() {
	sess, err := session.NewSession(volcengine.NewConfig().
		WithCredentials(credentials.NewEcsRoleCredentials("")).
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT")).
		WithDisableSSL(true))
	if err != nil {
		panic(err)
	}
	who, err := sts.New(sess).GetCallerIdentity(&sts.GetCallerIdentityInput{})
	if err != nil {
		panic(err)
	}
	fmt.Println(*who.Trn)
}
