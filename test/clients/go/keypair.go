package main

import (
	"strings"

	"github.com/volcengine/volcengine-go-sdk/service/ecs"
)

func (s *scenario) keyPairs() {
	name := str("scenario")
	pair := must(s.ecs.CreateKeyPair(&ecs.CreateKeyPairInput{KeyPairName: name}))
	equal(strings.Contains(*pair.PrivateKey, "PRIVATE KEY"), true)
	must(s.ecs.ModifyKeyPairAttribute(&ecs.ModifyKeyPairAttributeInput{
		KeyPairId:   pair.KeyPairId,
		Description: str("changed"),
	}))
	listed := func() []*ecs.KeyPairForDescribeKeyPairsOutput {
		return must(s.ecs.DescribeKeyPairs(&ecs.DescribeKeyPairsInput{
			KeyPairIds: []*string{pair.KeyPairId},
		})).KeyPairs
	}
	equal(*listed()[0].FingerPrint, *pair.FingerPrint)
	equal(*listed()[0].Description, "changed")
	attached := must(s.ecs.AttachKeyPair(&ecs.AttachKeyPairInput{
		KeyPairName: name,
		InstanceIds: s.instanceIDs,
	})).OperationDetails
	equal(len(attached), 2)
	equal(attached[0].Error == nil, true)
	detached := must(s.ecs.DetachKeyPair(&ecs.DetachKeyPairInput{
		KeyPairName: name,
		InstanceIds: s.instanceIDs,
	})).OperationDetails
	equal(*detached[0].InstanceId, *s.instanceIDs[0])
	deleted := must(s.ecs.DeleteKeyPairs(&ecs.DeleteKeyPairsInput{
		KeyPairNames: []*string{name},
	})).OperationDetails
	equal(*deleted[0].KeyPairName, *name)
	poll(func() bool { return len(listed()) == 0 })
}
