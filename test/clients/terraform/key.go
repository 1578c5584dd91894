package main

import (
	"fmt"
	"strings"
)

// keyPair is made by one of two calls, and deleted by its name.
var keyPair = &Kind{
	name: "volcengine_ecs_key_pair",
	create: func(c *Client, config Config) (string, error) {
		if _, given := config["PublicKey"]; given {
			return creating("ecs", "ImportKeyPair", "KeyPairId", nil)(c, config)
		}
		answer, err := c.call("ecs", "CreateKeyPair", flat(config))
		if err != nil {
			return "", err
		}
		answer.text("Result.PrivateKey")
		return answer.text("Result.KeyPairId"), nil
	},
	read:  tokenListed("DescribeKeyPairs", "KeyPairIds.1", "KeyPairs"),
	trn:   "ecs:keypair",
	plain: []string{"Description"},
	update: func(c *Client, id string, before, after Config) error {
		if params := flat(changed(before, after, "Description")); len(params) > 0 {
			params["KeyPairId"] = id
			if _, err := c.call("ecs", "ModifyKeyPairAttribute", params); err != nil {
				return err
			}
		}
		return retagBy(c, "ecs", [2]string{"DeleteTags", "CreateTags"}, "keypair", id, before, after)
	},
	remove: func(c *Client, id string, config Config) error {
		_, err := c.call("ecs", "DeleteKeyPairs", Params{"KeyPairNames.1": config["KeyPairName"]})
		return err
	},
	goneAfter: "-",
}

// The id is key pair:instance.
var keyPairAssociate = &Kind{
	name: "volcengine_ecs_key_pair_associate",
	create: func(c *Client, config Config) (string, error) {
		params := Params{"KeyPairId": config["KeyPairId"], "InstanceIds.1": config["InstanceId"]}
		answer, err := c.call("ecs", "AttachKeyPair", params)
		if err != nil {
			return "", err
		}
		if refused := answer.objects("Result.OperationDetails")[0]["Error"]; refused != nil {
			return "", fmt.Errorf("AttachKeyPair: %v", refused)
		}
		return fmt.Sprint(config["KeyPairId"], ":", config["InstanceId"]), nil
	},
	read: func(c *Client, id string) (Object, error) {
		pair, instanceID, _ := strings.Cut(id, ":")
		answer, err := c.call("ecs", "DescribeKeyPairs", Params{"KeyPairIds.1": pair})
		if err != nil {
			return nil, err
		}
		pairs := answer.objects("Result.KeyPairs")
		if len(pairs) == 0 {
			return nil, fmt.Errorf("Ecs KeyPairs %s not exist", pair)
		}
		found, err := described(c, instanceID)
		if err != nil {
			return nil, err
		}
		if found.text("KeyPairName") != pairs[0].text("KeyPairName") {
			return nil, fmt.Errorf("not associate")
		}
		return Object{"KeyPairId": pair, "InstanceId": instanceID}, nil
	},
	remove: func(c *Client, id string, config Config) error {
		_, err := c.call("ecs", "DetachKeyPair", Params{"KeyPairId": config["KeyPairId"], "InstanceIds.1": config["InstanceId"]})
		return err
	},
	goneAfter: "-",
}

var keyBlocks = []*Block{
	{
		name: "key pair", kind: keyPair,
		config: func(map[string]string) Config {
			return Config{"KeyPairName": "made", "Description": "made by a file", "ProjectName": "default", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config {
			return Config{"Description": "changed by a file", "Tags": tagged("new")}
		},
	},
	{
		name: "imported key pair", kind: keyPair,
		config: func(map[string]string) Config {
			return Config{"KeyPairName": "imported", "PublicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3zNmJEPqpbyTVw1l5hUMTjQ6h0fTwYVhKqNmcwqK1L"}
		},
	},
	{
		name: "key pair of instance", kind: keyPairAssociate,
		config: func(id map[string]string) Config {
			return Config{"KeyPairId": id["key pair"], "InstanceId": id["instance"]}
		},
	},
}

func init() { scenario = append(scenario, keyBlocks...) }
