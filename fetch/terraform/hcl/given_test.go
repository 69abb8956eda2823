package hcl_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// What is told of the source of a module holds no secret.
func TestSourcesHaveNoSecrets(t *testing.T) {
	t.Parallel()

	for written, want := range map[string]string{
		"terraform-aws-modules/vpc/aws":                        "terraform-aws-modules/vpc/aws",
		"git@github.com:acme/net.git?ref=v1":                   "git@github.com:acme/net.git?ref=v1",
		"git::https://user:hunter2@acme.test/net.git?ref=v1.2": "git::https://acme.test/net.git?ref=v1.2",
		"git::https://hunter2@acme.test":                       "git::https://acme.test",
		"https://acme.test/net.zip?token=hunter2":              "https://acme.test/net.zip",
		"git::https://acme.test/a//net?token=hunter2&ref=main": "git::https://acme.test/a//net?ref=main",
		"s3::https://s3.test/b/net.zip?aws_secret=hunter2":     "s3::https://s3.test/b/net.zip",
	} {
		read := dir{"main.tf": fmt.Sprintf("module \"m\" {\n source = %q\n}\n", written)}.read(hcl.Options{})
		if len(read.Unread) != 1 || read.Unread[0].Source != want {
			t.Errorf("%s is told as %+v, want %s", written, read.Unread, want)
		}
	}
}
