import { type CopiedCall, type CopyTarget, literal, pairsOf, settings } from './copied-call.ts';

/** The call as a program for volcengine-go-sdk, by its universal client. */
export function goProgram(call: CopiedCall, target: CopyTarget): string {
  const pairs = pairsOf(call).map(
    ([name, value]) => [`${literal(name)}:`, literal(value)] as const,
  );
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  const lines = pairs.map(([name, value]) => `\t\t${name.padEnd(width)} ${value},\n`);
  return `// go mod init call && go get github.com/volcengine/volcengine-go-sdk
// ${settings(target)} && go run .
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
	"github.com/volcengine/volcengine-go-sdk/volcengine/universal"
)

func main() {
	sess, err := session.NewSession(volcengine.NewConfig().
		WithCredentials(credentials.NewStaticCredentials(
			os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), "")).
		WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT")).
		WithDisableSSL(${target.endpoint.startsWith('https:') ? 'false' : 'true'}).
		WithRegion(${literal(call.region)}))
	if err != nil {
		panic(err)
	}
	answer, err := universal.New(sess).DoCall(universal.RequestUniversal{
		ServiceName: ${literal(call.service)},
		Action:      ${literal(call.action)},
		Version:     ${literal(call.version)},
		HttpMethod:  universal.GET,
	}, &map[string]interface{}{${lines.length === 0 ? '' : `\n${lines.join('')}\t`}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	text, _ := json.MarshalIndent(answer, "", "  ")
	fmt.Println(string(text))
}
`;
}
