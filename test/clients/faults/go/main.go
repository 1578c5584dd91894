// The same with volcengine-go-sdk.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/volcengine/volcengine-go-sdk/service/vpc"
	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
	"github.com/volcengine/volcengine-go-sdk/volcengine/volcengineerr"
)

func main() {
	ms, err := strconv.Atoi(os.Getenv("TIMEOUT_MS"))
	if err != nil {
		panic(err)
	}
	config := volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(
			os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), "")).
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT")).
		WithHTTPClient(&http.Client{Timeout: time.Duration(ms) * time.Millisecond}).
		WithDisableSSL(true)
	own, err := session.NewSession(config)
	if err != nil {
		panic(err)
	}
	client := vpc.New(own)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		input := &vpc.CreateVpcInput{CidrBlock: volcengine.String("10.0.0.0/16")}
		if token := lines.Text(); token != "" {
			input.ClientToken = volcengine.String(token)
		}
		said := map[string]interface{}{"done": true}
		if _, err := client.CreateVpc(input); err != nil {
			said = map[string]interface{}{"done": false, "why": why(err)}
		}
		line, _ := json.Marshal(said)
		fmt.Println(string(line))
	}
}

func why(err error) string {
	if known, ok := err.(volcengineerr.Error); ok {
		if known.OrigErr() != nil {
			return known.Code() + ": " + known.OrigErr().Error()
		}
		return known.Code()
	}
	return err.Error()
}
