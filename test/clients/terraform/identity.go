package main

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// iamTag gives one user tags. The provider reads nothing back but for an import.
var iamTag = &Kind{
	name: "volcengine_iam_tag",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("iam", "TagResources", flat(config))
		return fmt.Sprintf("%s:%s", config["ResourceType"], config["ResourceNames"].([]string)[0]), err
	},
	read: func(c *Client, id string) (Object, error) {
		part := strings.Split(id, ":")
		found := []interface{}{}
		for token := ""; ; {
			answer, err := c.call("iam", "ListTagsForResources", Params{
				"ResourceType": part[0], "ResourceNames.1": part[1], "MaxResults": "100", "NextToken": token,
			})
			if err != nil {
				return nil, err
			}
			for _, each := range answer.objects("Result.ResourceTags") {
				found = append(found, map[string]interface{}{"Key": each.text("TagKey"), "Value": each.text("TagValue")})
			}
			if token = answer.text("Result.NextToken"); token == "" {
				return Object{"Tags": found}, nil
			}
		}
	},
	remove: func(c *Client, _ string, config Config) error {
		params := flat(only(config, "ResourceType", "ResourceNames"))
		for key := range config["Tags"].(map[string]string) {
			params["TagKeys.1"] = key
		}
		_, err := c.call("iam", "UntagResources", params)
		return err
	},
	goneAfter: "-",
}

// iamPolicyProject has the id TYPE:NAME:POLICYTYPE:POLICY:PROJECT, and reads the scopes of whoever has the policy.
var iamPolicyProject = &Kind{
	name: "volcengine_iam_policy_project",
	create: func(c *Client, config Config) (string, error) {
		_, err := c.call("iam", "AttachPolicyInProject", flat(config))
		return fmt.Sprintf("%s:%s:%s:%s:%s", config["PrincipalType"], config["PrincipalName"], config["PolicyType"], config["PolicyName"], config["ProjectName"].([]string)[0]), err
	},
	read: func(c *Client, id string) (Object, error) {
		part := strings.Split(id, ":")
		answer, err := c.call("iam", "ListAttached"+part[0]+"Policies", Params{part[0] + "Name": part[1]})
		if err != nil {
			return nil, err
		}
		for _, each := range answer.objects("Result.AttachedPolicyMetadata") {
			if each.text("PolicyName") != part[3] || each.text("PolicyType") != part[2] {
				continue
			}
			for _, scope := range each.objects("PolicyScope") {
				scope.text("PolicyScopeType")
				if scope.text("ProjectName") == part[4] {
					return Object{"PrincipalName": part[1], "PolicyName": part[3], "ProjectName": []interface{}{part[4]}}, nil
				}
			}
		}
		return nil, fmt.Errorf("policy %s not found in projects", id)
	},
	remove: func(c *Client, _ string, config Config) error {
		_, err := c.call("iam", "DetachPolicyInProject", flat(config))
		return err
	},
}

// iamOidcProvider is read from the list, and each one of that by itself.
var iamOidcProvider = &Kind{
	name: "volcengine_iam_oidc_provider",
	create: func(c *Client, config Config) (string, error) {
		answer, err := c.call("iam", "CreateOIDCProvider", flat(config))
		if err != nil {
			return "", err
		}
		return answer.text("Result.OIDCProviderName"), nil
	},
	read: func(c *Client, id string) (Object, error) {
		answer, err := c.call("iam", "ListOIDCProviders", Params{"Limit": 100, "Offset": 0})
		if err != nil {
			return nil, err
		}
		var found Object
		for _, each := range answer.objects("Result.OIDCProviders") {
			name := each.text("ProviderName")
			one, err := c.call("iam", "GetOIDCProvider", Params{"OIDCProviderName": name})
			if err != nil {
				return nil, err
			}
			for _, field := range []string{"IssuerURL", "IssuanceLimitTime", "ClientIDs", "Thumbprints"} {
				each[field] = one.at("Result." + field)
			}
			if name == id {
				found = each
			}
		}
		if found == nil {
			return nil, fmt.Errorf("iam_oidc_provider %s not exist", id)
		}
		return found, nil
	},
	update: func(c *Client, id string, before, after Config) error {
		params := flat(only(after, "Description", "IssuanceLimitTime"))
		params["OIDCProviderName"] = id
		if _, err := c.call("iam", "UpdateOIDCProvider", params); err != nil {
			return err
		}
		for _, list := range []struct{ name, add, remove, field string }{
			{"ClientIDs", "AddClientIDToOIDCProvider", "RemoveClientIDFromOIDCProvider", "ClientID"},
			{"Thumbprints", "AddThumbprintToOIDCProvider", "RemoveThumbprintFromOIDCProvider", "Thumbprint"},
		} {
			old, wanted := setOf(before[list.name]), setOf(after[list.name])
			for each := range wanted {
				if !old[each] {
					if _, err := c.call("iam", list.add, Params{"OIDCProviderName": id, list.field: each}); err != nil {
						return err
					}
				}
			}
			for each := range old {
				if !wanted[each] {
					if _, err := c.call("iam", list.remove, Params{"OIDCProviderName": id, list.field: each}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	},
	remove: iamGone("DeleteOIDCProvider", "OIDCProviderName"),
}

// iamSamlProvider is read from the list, and the document of each by itself.
var iamSamlProvider = &Kind{
	name:   "volcengine_iam_saml_provider",
	create: iamNamed("CreateSAMLProvider", "SAMLProviderName"),
	read: func(c *Client, id string) (Object, error) {
		answer, err := c.call("iam", "ListSAMLProviders", Params{"Limit": 100, "Offset": 0})
		if err != nil {
			return nil, err
		}
		var found Object
		for _, each := range answer.objects("Result.SAMLProviders") {
			name := each.text("ProviderName")
			one, err := c.call("iam", "GetSAMLProvider", Params{"SAMLProviderName": name})
			if err != nil {
				return nil, err
			}
			each["EncodedSAMLMetadataDocument"] = one.at("Result.EncodedSAMLMetadataDocument")
			if name == id {
				found = each
			}
		}
		if found == nil {
			return nil, fmt.Errorf("iam_saml_provider %s not exist", id)
		}
		return found, nil
	},
	update: iamChanged("UpdateSAMLProvider", "SAMLProviderName", map[string]string{
		"EncodedSAMLMetadataDocument": "NewEncodedSAMLMetadataDocument", "Description": "Description", "Status": "Status",
	}),
	remove: iamGone("DeleteSAMLProvider", "SAMLProviderName"),
}

// iamOauthProvider has no list.
var iamOauthProvider = &Kind{
	name:   "volcengine_iam_oauth_provider",
	create: iamNamed("CreateOAuthProvider", "OAuthProviderName"),
	read:   iamShown("GetOAuthProvider", "OAuthProviderName", "Result"),
	update: iamChanged("UpdateOAuthProvider", "OAuthProviderName", map[string]string{
		"Status": "Status", "ClientSecret": "ClientSecret", "TokenURL": "TokenURL", "IdentityMapType": "IdentityMapType",
	}),
	remove: iamGone("DeleteOAuthProvider", "OAuthProviderName"),
}

// iamSecurityConfig is never taken away: it goes with its user.
var iamSecurityConfig = &Kind{
	name:      "volcengine_iam_security_config",
	create:    iamNamed("SetSecurityConfig", "UserName"),
	read:      iamShown("GetSecurityConfig", "UserName", "Result"),
	remove:    func(*Client, string, Config) error { return nil },
	goneAfter: "-",
}

// iamServiceLinkedRole has the id SERVICE:ROLE. Which role it is the provider asks before it makes it.
var iamServiceLinkedRole = &Kind{
	name: "volcengine_iam_service_linked_role",
	create: func(c *Client, config Config) (string, error) {
		service := config["ServiceName"]
		answer, err := c.call("iam", "GetServiceLinkedRoleTemplate", Params{"ServiceName": service})
		if err != nil {
			return "", err
		}
		templates := answer.objects("Result.ServiceLinkedRoleTemplate")
		if len(templates) == 0 {
			return "", fmt.Errorf("role name for %s is not exist", service)
		}
		role := templates[0].text("RoleName")
		_, err = c.call("iam", "CreateServiceLinkedRole", flat(config))
		return fmt.Sprintf("%s:%s", service, role), err
	},
	read: func(c *Client, id string) (Object, error) {
		service, role, _ := strings.Cut(id, ":")
		found, err := iamShown("GetRole", "RoleName", "Result.Role")(c, role)
		if err != nil {
			return nil, err
		}
		found.number("RoleId")
		return Object{"ServiceName": service, "Tags": found["Tags"]}, nil
	},
	update: func(c *Client, id string, before, after Config) error {
		_, role, _ := strings.Cut(id, ":")
		old, wanted := before["Tags"].(map[string]string), after["Tags"].(map[string]string)
		for key := range old {
			if wanted[key] == old[key] {
				continue
			}
			params := Params{"ResourceType": "Role", "ResourceNames.1": role, "TagKeys.1": key}
			if _, err := c.call("iam", "UntagResources", params); err != nil {
				return err
			}
		}
		params := flat(only(after, "Tags"))
		params["ResourceType"], params["ResourceNames.1"] = "Role", role
		_, err := c.call("iam", "TagResources", params)
		return err
	},
	remove: func(c *Client, id string, _ Config) error {
		_, role, _ := strings.Cut(id, ":")
		_, err := c.call("iam", "DeleteServiceLinkedRole", Params{"RoleName": role})
		return err
	},
	goneAfter: "-",
}

var identityBlocks = []*Block{
	{
		name: "iam service linked role", kind: iamServiceLinkedRole,
		config: func(map[string]string) Config {
			return Config{"ServiceName": "vpc", "Tags": tagged("old")}
		},
		changed: func(map[string]string) Config { return Config{"Tags": tagged("new")} },
	},
	{
		name: "iam tag", kind: iamTag,
		config: func(id map[string]string) Config {
			return Config{"ResourceType": "User", "ResourceNames": []string{id["iam user"]}, "Tags": map[string]string{"team": "network"}}
		},
	},
	{
		name: "iam policy in project", kind: iamPolicyProject,
		config: func(id map[string]string) Config {
			return Config{"PrincipalType": "User", "PrincipalName": id["iam user"], "PolicyType": "Custom", "PolicyName": id["iam policy"], "ProjectName": []string{"default"}}
		},
	},
	{
		name: "iam security config", kind: iamSecurityConfig,
		config: func(id map[string]string) Config {
			return Config{"UserName": id["iam user"], "SafeAuthType": "email", "SafeAuthExemptDuration": 11}
		},
	},
	{
		name: "iam oidc provider", kind: iamOidcProvider,
		config: func(map[string]string) Config {
			return Config{
				"OIDCProviderName": "terraform-provider", "IssuerURL": "https://token.example.com/team", "Description": "made by a file",
				"IssuanceLimitTime": 6, "ClientIDs": []string{"one"}, "Thumbprints": []string{strings.Repeat("ab", 32)},
			}
		},
		changed: func(map[string]string) Config {
			return Config{"Description": "changed by a file", "ClientIDs": []string{"two"}, "Thumbprints": []string{strings.Repeat("cd", 20)}}
		},
	},
	{
		name: "iam saml provider", kind: iamSamlProvider,
		config: func(map[string]string) Config {
			return Config{
				"SAMLProviderName": "terraform-provider", "EncodedSAMLMetadataDocument": samlDocument("one"), "SSOType": 2, "Status": 1,
			}
		},
		changed: func(map[string]string) Config {
			return Config{"EncodedSAMLMetadataDocument": samlDocument("two"), "Description": "changed by a file", "Status": 3}
		},
	},
	{
		name: "iam oauth provider", kind: iamOauthProvider,
		config: func(map[string]string) Config {
			return Config{
				"OAuthProviderName": "terraform-provider", "SSOType": 2, "Status": 1, "Description": "made by a file", "ClientId": "client",
				"ClientSecret": "secret", "UserInfoURL": "https://example.com/user_info", "TokenURL": "https://example.com/access_token",
				"AuthorizeURL": "https://example.com/authorize", "Scope": "openid", "IdentityMapType": 1, "IdpIdentityKey": "username",
				"AuthorizeTemplate": "${authEndpoint}?client_id=${clientId}&scope=${scope}&response_type=code&state=123456",
			}
		},
		changed: func(map[string]string) Config {
			return Config{"Status": 2, "ClientSecret": "other", "TokenURL": "https://example.com/other", "IdentityMapType": 2}
		},
	},
}

func samlDocument(entity string) string {
	return base64.StdEncoding.EncodeToString([]byte("<EntityDescriptor entityID=\"https://" + entity + ".example.com\"/>"))
}

func init() { scenario = append(scenario, identityBlocks...) }
