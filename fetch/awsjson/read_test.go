package awsjson_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsjson"
)

const (
	clusters = `{"clusters": [{"clusterArn": "` + arnECS +
		`cluster/prod", "clusterName": "prod", "activeServicesCount": 0}]}`
	groups = `{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "OwnerId": "` + account + `"}]}`
)

func TestNoAnswers(t *testing.T) {
	t.Parallel()

	for name, f := range map[string]folder{
		"empty":              {},
		"no JSON":            {"README.md": "#", "clusters.txt": clusters},
		"hidden":             {".clusters.json": clusters, ".aws/clusters.json": clusters, "._clusters.json": "\x00"},
		"other JSON":         {"package.json": `{"name": "x"}`, "list.json": `[1]`, "word.json": `"clusters"`},
		"clusters of EKS":    {"eks.json": `{"clusters": ["prod"]}`},
		"rules of events":    {"r.json": `{"Rules": [{"Name": "x", "Arn": "arn:aws:events:eu-north-1:1:rule/x"}]}`},
		"no rules":           {"rules.json": `{"Rules": []}`},
		"services of others": {"ar.json": `{"Services": [{"Arn": "arn:aws:apprunner:eu-north-1:1:service/s"}]}`},
		"no services of any": {"sd.json": `{"Services": []}`},
		"tasks of DataSync":  {"tasks.json": `{"Tasks": [{"TaskArn": "arn:aws:datasync:eu-north-1:111122223333:task/t"}]}`},
		"compose":            {"compose.json": `{"services": {"web": {}}}`},
		"run-task input":     {"run.json": `{"taskDefinition": "web:7", "cluster": "prod"}`},
		"register input":     {"web.json": `{"family": "web", "containerDefinitions": [{}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			err := fails(t, f)
			mustBe(t, err, awsjson.ErrNoAnswers)

			if !strings.Contains(err.Error(), "answers: no answers") || !strings.Contains(err.Error(), "describe-clusters") {
				t.Errorf("says neither where nor what is expected: %v", err)
			}
		})
	}
}

// Files that are not ours are named once, beside the answers.
func TestUnknownFiles(t *testing.T) {
	t.Parallel()

	f := folder{"c.json": clusters, "notes.txt": "x"}
	equal(t, gaps(read(t, f)), []string{})

	for _, name := range []string{"a", "b", "d", "e", "f", "g", "h"} {
		f[name+".json"] = "{}"
	}

	equal(t, gaps(read(t, f)), []string{
		"a.json, b.json, d.json, e.json, f.json and 2 more: not an AWS answer that ecslint reads",
	})
}

func TestNoFolder(t *testing.T) {
	t.Parallel()

	_, err := awsjson.Read(t.Context(), os.DirFS("testdata/absent"), "testdata/absent")
	mustBe(t, err, fs.ErrNotExist)

	if !strings.Contains(err.Error(), "testdata/absent") {
		t.Errorf("does not name the folder: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()

	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	_, err := awsjson.Read(ctx, estate(t).fs(), "answers")
	mustBe(t, err, context.Canceled)
}

func TestFormatError(t *testing.T) {
	t.Parallel()

	const service = `{"services": [{"serviceArn": "` + arnECS + `service/prod/web",` + "\n  "

	for name, c := range map[string]struct{ content, want string }{
		"cut short":    {"{\n \"clusters\": [", "2:15: the file ends inside of a value; it may be cut short"},
		"cut string":   {"{\n \"hunter2", "2:10: the file ends inside of a value; it may be cut short"},
		"no JSON":      {"An error occurred", "1:1: not JSON: invalid character 'A' at start of value"},
		"other YAML":   {"services:\n  web: {}\n", "1:1: not JSON: invalid character 's' at start of value"},
		"comma":        {`{"a": 1,}`, `1:9: not JSON: invalid character '}' at start of string (expecting '"')`},
		"second value": {"{}\n{]", `2:2: not JSON: invalid character ']' at start of string (expecting '"')`},
		"binary":       {"\x00\x01", `1:1: not JSON: invalid character '\x00' at start of value`},
		"escape":       {`{"clusters": "hunter2\q"}`, "1:22: not JSON"},
		"deep":         {strings.Repeat("[", 20000), "1:10001: not JSON"},
		"string for number": {
			service + `"desiredCount": "hunter2"}]}`,
			"2:19: services/0/desiredCount: found a string where AWS gives a number",
		},
		"number for string": {
			service + `"serviceName": 7}]}`, "2:18: services/0/serviceName: found a number where AWS gives a string",
		},
		"object for list": {
			service + `"deployments": {}}]}`, "2:18: services/0/deployments: found an object where AWS gives a list",
		},
		"list for object": {
			service + `"networkConfiguration": []}]}`,
			"2:27: services/0/networkConfiguration: found a list where AWS gives an object",
		},
		"string for bool": {
			service + `"enableExecuteCommand": "no"}]}`,
			"2:27: services/0/enableExecuteCommand: found a string where AWS gives true or false",
		},
		"range": {
			service + `"desiredCount": 99999999999}]}`, "2:19: services/0/desiredCount: the number is out of range",
		},
		"strings after an object": {
			`{"clusters": [{"clusterArn": "` + arnECS + `cluster/prod"}, "hunter2"]}`,
			"1:83: clusters/1: found a string where AWS gives an object",
		},
		"failures": {
			`{"clusters": [], "failures": [7]}`, "1:31: failures/0: found a number where AWS gives an object",
		},
		"entries": {`{"Entries": [{"Cidr": 7}]}`, "1:23: Entries/0/Cidr: found a number where AWS gives a string"},
		"ARN list": {
			`{"taskArns": ["` + arnECS + `task/t", 7]}`, "1:61: taskArns/1: found a number where AWS gives a string",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			err := fails(t, folder{"x.json": c.content, "a.json": clusters})

			var at *awsjson.FormatError
			if !errors.As(err, &at) {
				t.Fatalf("%v is no FormatError", err)
			}

			equal(t, at.Error(), "answers/x.json:"+c.want)

			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("quotes the file: %v", err)
			}
		})
	}
}

func TestMixed(t *testing.T) {
	t.Parallel()

	const foreign = `{"clusters": [{"clusterArn": "arn:aws:ecs:eu-north-1:444455556666:cluster/prod"}]}`

	for name, c := range map[string]struct {
		folder folder
		words  []string
	}{
		"accounts": {
			folder{"a.json": clusters, "b.json": foreign},
			[]string{account + " in answers/a.json", "444455556666 in answers/b.json"},
		},
		"regions": {
			folder{"a.json": clusters, "b.json": strings.ReplaceAll(clusters, region, "eu-west-1")},
			[]string{"eu-north-1 in answers/a.json", "eu-west-1 in answers/b.json"},
		},
		"zone of another region": {
			folder{"a.json": clusters, "b.json": `{"Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "us-east-1a"}]}`},
			[]string{"eu-north-1 in answers/a.json", "us-east-1 in answers/b.json"},
		},
		"instances of another account": {
			folder{"a.json": clusters, "b.json": `{"Reservations": [{"OwnerId": "444455556666", "Instances": []}]}`},
			[]string{account, "444455556666"},
		},
		"account of the path": {
			folder{"accounts/444455556666/a.json": clusters},
			[]string{account + " in answers/accounts/444455556666/a.json"},
		},
		"region of the path": {folder{"eu-west-1/a.json": clusters}, []string{"eu-north-1 in answers/eu-west-1/a.json"}},
		"owners, and nothing else": {
			folder{"a.json": groups, "b.json": strings.ReplaceAll(groups, account, "444455556666")},
			[]string{account, "444455556666"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			err := fails(t, c.folder)
			mustBe(t, err, awsjson.ErrMixed)

			for _, w := range append(c.words, "accounts/ID/REGION") {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%v does not say %q", err, w)
				}
			}
		})
	}
}

// Two folders of one account and region cannot be told apart: their answers would be joined by halves.
func TestSameFolderTwice(t *testing.T) {
	t.Parallel()

	err := fails(t, folder{"a.json": clusters, region + "/b.json": groups + clusters})
	if !strings.Contains(err.Error(), "the top folder and eu-north-1 both hold answers of account") {
		t.Error(err)
	}
}

// What another account shares is no mixture.
func TestShared(t *testing.T) {
	t.Parallel()

	s := read(t, folder{"a.json": clusters, "b.json": `{"Subnets": [{"SubnetId": "subnet-1", "OwnerId": "444455556666",
		"SubnetArn": "arn:aws:ec2:eu-north-1:444455556666:subnet/subnet-1"}]}`})

	equal(t, s.Sources, []snapshot.Source{
		{Kind: snapshot.SourceAWSJSON, Path: "answers", Account: account, Region: region},
	})
	equal(t, s.Subnets[0].Account, "444455556666")
}

func TestWhose(t *testing.T) {
	t.Parallel()

	subnet := func(zone string) string {
		return `{"Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "` + zone + `"}]}`
	}

	for name, c := range map[string]struct{ file, content, want string }{
		"ARN":         {"a.json", clusters, account + " " + region},
		"list":        {"a.json", `{"clusterArns": ["` + arnECS + `cluster/prod"]}`, account + " " + region},
		"owner":       {"a.json", groups, account + " "},
		"reservation": {"a.json", `{"Reservations": [{"OwnerId": "111122223333", "Instances": []}]}`, account + " "},
		"path":        {"accounts/111122223333/eu-north-1/a.json", `{"clusters": []}`, account + " " + region},
		"nothing":     {"a.json", `{"clusters": []}`, " "},
		"zone":        {"a.json", subnet("eu-north-1a"), " " + region},
		"local zone":  {"a.json", subnet("us-west-2-lax-1a"), " us-west-2"},
		"government":  {"us-gov-west-1/a.json", `{"clusters": []}`, " us-gov-west-1"},
		"list of AWS itself": {
			"a.json",
			`{"PrefixLists": [{"OwnerId": "AWS", "PrefixListArn": "arn:aws:ec2:eu-north-1:aws:prefix-list/pl-1"}]}`,
			" " + region,
		},
		"not named so":       {"eu-north-1a/a.json", `{"clusters": []}`, " "},
		"owner under a path": {"accounts/444455556666/a.json", groups, "444455556666 "},
		"scalable target ARN": {
			"a.json", `{"ScalableTargets": [{"ResourceId": "service/a/b", "ServiceNamespace": "ecs", "ScalableTargetARN":
				"arn:aws:application-autoscaling:eu-north-1:111122223333:scalable-target/0"}]}`, account + " " + region,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, folder{c.file: c.content})
			equal(t, s.Sources[0].Account+" "+s.Sources[0].Region, c.want)
		})
	}
}

// Windows writes a byte order mark, and PowerShell 5 writes UTF-16.
func TestEncodings(t *testing.T) {
	t.Parallel()

	utf16 := func(s string, high, low int) string {
		var b strings.Builder

		for _, r := range "\ufeff" + s {
			pair := [2]byte{}
			pair[high], pair[low] = byte(r>>8), byte(r)
			b.Write(pair[:])
		}

		return b.String()
	}

	for name, content := range map[string]string{
		"mark":          "\xef\xbb\xbf" + clusters,
		"little endian": utf16(clusters, 1, 0),
		"big endian":    utf16(clusters, 0, 1),
		"CRLF":          strings.ReplaceAll(clusters, " ", "\r\n\t"),
		"Latin-1":       strings.Replace(clusters, "{", "{\"note\": \"f\xfcr\", ", 1),
		"double member": strings.Replace(clusters, "{", `{"note": 1, "note": 2, `, 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, read(t, folder{"a.json": content}).Clusters[0].Name, "prod")
		})
	}
}
