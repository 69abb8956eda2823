package hcl_test

import "testing"

const around = `
variable "u" {}
variable "list" { type = list(string) }
variable "known" { default = "prod" }
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
locals {
  text  = "a-${var.u}"
  ports = { http = 80, https = 443 }
  open  = merge({ a = 1 }, var.u ? { b = 2 } : {})
}
resource "aws_security_group" "one" { name = "one" }
resource "aws_security_group" "two" {
  count = 2
  name  = "two-${count.index}"
}
resource "aws_security_group" "each" {
  for_each = { b = 2, a = 1 }
  name     = each.key
}
resource "aws_security_group" "some" {
  count = var.u
  name  = "some"
}
data "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
`

func TestExpression(t *testing.T) {
	t.Parallel()

	for _, test := range []struct{ expression, want string }{
		// what is not known stays a reference
		{`var.u`, `<var.u>`},
		{`var.u.port`, `<var.u|port>`},
		{`var.u[0].port`, `<var.u|[0].port>`},
		{`var.absent`, `<var.absent>`},
		{`var.secret`, `<var.secret>`},
		{`"x-${var.secret}"`, `"x-${var.secret}"`},
		{`sensitive("x")`, `?a sensitive value`},
		{`local.absent`, `<local.absent>`},
		{`module.absent.id`, `<module.absent|id>`},
		{`module.absent["a"].ids[0]`, `<module.absent["a"]|ids[0]>`},
		{`terraform.workspace`, `<terraform|workspace>`},
		{`data.aws_vpc.main.id`, `<data.aws_vpc.main|id>`},
		{`data.aws_vpc.main.cidr_block`, `"10.0.0.0/16"`},
		{`data.aws_vpc.absent.id`, `<data.aws_vpc.absent|id>`},
		{`aws_absent.x.id`, `<aws_absent.x|id>`},
		{`aws_absent.x[0].id`, `<aws_absent.x[0]|id>`},
		{`aws_absent.x["k"].list[0].v`, `<aws_absent.x["k"]|list[0].v>`},
		{`aws_absent.x[var.u].id`, `<aws_absent.x|id>`},
		{`aws_absent.x[*].id`, `[<aws_absent.x|id>]`},
		{`aws_absent.x.*.id`, `[<aws_absent.x|id>]`},
		{`element(aws_absent.x.*.id, var.u)`, `<aws_absent.x|id>`},

		// resources
		{`aws_security_group.one`, `<aws_security_group.one>`},
		{`aws_security_group.one.id`, `<aws_security_group.one|id>`},
		{`aws_security_group.one.name`, `"one"`},
		{`aws_security_group.one[*].id`, `[<aws_security_group.one|id>]`},
		{`aws_security_group.two[0].id`, `<aws_security_group.two[0]|id>`},
		{`aws_security_group.two[1].name`, `"two-1"`},
		{`aws_security_group.two[2].name`, `?an index that is not there`},
		{`aws_security_group.two[var.u].name`, `?var.u`},
		{`aws_security_group.two[*].id`, `[<aws_security_group.two[0]|id> <aws_security_group.two[1]|id>]`},
		{`aws_security_group.two.*.name`, `["two-0" "two-1"]`},
		{`length(aws_security_group.two)`, `2`},
		{`aws_security_group.each["a"].id`, `<aws_security_group.each["a"]|id>`},
		{`values(aws_security_group.each)[*].name`, `["a" "b"]`},
		{
			`[for k, g in aws_security_group.each : "${k}=${g.id}"]`,
			`["a=${aws_security_group.each[\"a\"].id}" "b=${aws_security_group.each[\"b\"].id}"]`,
		},
		{`aws_security_group.some[0].id`, `<aws_security_group.some|id>`},
		{`aws_security_group.some[*]["id"]`, `[<aws_security_group.some|id>]`},
		{`aws_security_group.some["k"]["id"]`, `<aws_security_group.some|id>`},
		{`aws_security_group.one["id"]`, `<aws_security_group.one|id>`},
		{`aws_security_group.one[0].id`, `?an index that is not there`},
		{`aws_security_group.some[*].id`, `[<aws_security_group.some|id>]`},
		{`[for g in aws_security_group.some : g.id]`, `[<aws_security_group.some|id>]`},
		{`length(aws_security_group.some)`, `?aws_security_group.some`},
		{`one(aws_security_group.some[*].id)`, `<aws_security_group.some|id>`},

		// texts keep what is literal
		{`"${var.u}"`, `<var.u>`},
		{`"a-${var.u}-b"`, `"a-${var.u}-b"`},
		{`"${var.known}-${1 + 2}-${true}"`, `"prod-3-true"`},
		{`"%{ if var.known == "prod" }yes%{ else }no%{ endif }"`, `"yes"`},
		{`"x%{ if var.u }yes%{ else }no%{ endif }"`, `"x${var.u}"`},
		{`"%{ for p in [1, 2] }${p},%{ endfor }"`, `"1,2,"`},
		{`"x%{ for p in var.list }${p},%{ endfor }"`, `"x${var.list}"`},
		{`"a-${[1]}"`, `?a template with what is no text`},
		{`join("-", ["a", var.u, local.text])`, `"a-${var.u}-a-${var.u}"`},
		{`join(",", var.list)`, `?var.list`},
		{`join(",", ["", ""])`, `","`},
		{`format("%s:%d/%q %%", var.u, 8080, var.known)`, `"${var.u}:8080/\"prod\" %"`},
		{`format("%03d", var.u)`, `?var.u`},
		{`format("%s")`, `?a function that does not take such arguments`},
		{`formatlist("%s/32", ["a", var.u])`, `["a/32" "${var.u}/32"]`},
		{`lower("A-${var.u}")`, `"a-${var.u}"`},
		{`lower(var.u)`, `?var.u`},
		{`upper(var.known)`, `"PROD"`},
		{`trimspace("  a ${var.u} ")`, `"a ${var.u}"`},
		{`trimsuffix("a.b.", ".")`, `"a.b"`},
		{`replace(local.text, "-", "_")`, `"a_${var.u}"`},
		{`replace("a1", "/[0-9]/", "x")`, `"ax"`},
		{`substr(local.text, 0, 2)`, `?var.u`},
		{`substr("abc", 0, 2)`, `"ab"`},
		{`split(",", "a,b")`, `["a" "b"]`},
		{`split(",", local.text)`, `?var.u`},
		{`base64encode("a")`, `"YQ=="`},
		{`base64decode("YQ==")`, `"a"`},
		{`base64encode(local.text)`, `?var.u`},
		{`"x-${base64encode(local.text)}"`, `"x-${var.u}"`},
		{`base64encode(local.text) == "x"`, `?var.u`},
		{`md5("a")`, `"0cc175b9c0f1b6a831c399e269772661"`},
		{`sha256(local.text)`, `?var.u`},

		// decisions are never taken on what is not known
		{`var.u == "x"`, `?var.u`},
		{`local.text == "x"`, `?var.u`},
		{`local.text != "x"`, `?var.u`},
		{`var.u ? 1 : 2`, `?var.u`},
		{`!var.u`, `?var.u`},
		{`var.known == "prod" ? var.u : 2`, `<var.u>`},
		{`"true" ? 1 : 2`, `1`},
		{`var.u && false`, `false`},
		{`var.u || true`, `true`},
		{`var.u && true`, `?var.u`},
		{`true && false || true`, `true`},
		{`aws_security_group.one.id == null`, `false`},
		{`aws_security_group.one.id != null ? 1 : 2`, `1`},
		{`aws_security_group.one.description == null`, `?aws_security_group.one.description`},
		{`var.u == null`, `?var.u`},
		{`null == null`, `true`},
		{`[1, 2] == [1, 2]`, `true`},
		{`[1, var.u] == [1, 2]`, `?var.u`},
		{`"1" == 1`, `false`},
		{`1 + var.u`, `?var.u`},
		{`7 % 4 - 1`, `2`},
		{`lookup({ a = 1 }, var.u, 2)`, `?var.u`},
		{`lookup({ a = 1 }, "b", 2)`, `2`},
		{`lookup(var.u, "b", 2)`, `?var.u`},
		{`lookup(local.open, "a", 9)`, `1`},
		{`lookup(local.open, "b", 9)`, `?var.u`},
		{`{ a = 1 }[var.u]`, `?var.u`},
		{`length(local.text)`, `?var.u`},
		{`length([var.u, var.u])`, `2`},
		{`length(toset([var.u, var.u]))`, `?var.u`},
		{`length(local.open)`, `?var.u`},
		{`length(var.u ? [1] : [])`, `?var.u`},
		{`contains(["a", var.u], "a")`, `true`},
		{`contains(["a", var.u], "b")`, `?var.u`},
		{`contains(["a"], "b")`, `false`},
		{`startswith(local.text, "a")`, `?var.u`},
		{`endswith("abc", "bc")`, `true`},
		{`alltrue([true, var.u])`, `?var.u`},
		{`anytrue([true, var.u])`, `true`},
		{`max(1, var.u)`, `?var.u`},

		// lists and objects keep what is known of them
		{`concat(["a"], var.list, [var.u])`, `["a" <var.u> <var.list>]`},
		{`flatten([["a"], var.list, [["b"]]])`, `["a" "b" <var.list>]`},
		{`merge({ a = 1 }, { a = 2, b = var.u })`, `{a=2 b=<var.u>}`},
		{`merge({ a = 1 }, var.u)`, `?var.u`},
		{`merge(var.u, { a = 1 }).a`, `1`},
		{`merge(var.u, { a = 1 }).b`, `?var.u`},
		{`merge({ a = 1 }, var.u).a`, `?var.u`},
		{`local.open`, `{a=1 b=?var.u}`},
		{`merge(local.open, { b = 3 }).b`, `3`},
		{`{ for k, v in { a = var.u, b = "x" } : k => v if v != null }`, `{b="x" a=?var.u}`},
		{`[for p in var.list : { port = p }]`, `[?var.list]`},
		{`[for o in var.list : o.id]`, `[<var.list|id>]`},
		{`[for k, v in local.ports : "${k}:${v}"]`, `["http:80" "https:443"]`},
		{`[for p in [1, 2, 3] : p if p > 1]`, `[2 3]`},
		{`{ for p in ["a", "b", "a"] : p => p... }`, `{a=["a" "a"] b=["b"]}`},
		{`keys(local.ports)`, `["http" "https"]`},
		{`values(local.ports)`, `[80 443]`},
		{`zipmap(["a", "b"], [1, var.u])`, `{a=1 b=<var.u>}`},
		{`toset(["b", "a", "b"])`, `["a" "b"]`},
		{`toset([aws_security_group.one.id])`, `[<aws_security_group.one|id>]`},
		{`distinct(["b", "a", "b"])`, `["b" "a"]`},
		{`compact(["a", "", null, aws_security_group.one.id])`, `["a" <aws_security_group.one|id>]`},
		{`compact(["a", var.u])`, `["a" <var.u>]`},
		{`coalesce(null, "", "a")`, `"a"`},
		{`coalesce(var.u, "a")`, `?var.u`},
		{`coalesce(aws_security_group.one.id, "a")`, `<aws_security_group.one|id>`},
		{`coalesce("", local.text)`, `"a-${var.u}"`},
		{`coalescelist([], ["a"])`, `["a"]`},
		{`element(["a", "b"], 3)`, `"b"`},
		{`element(concat(["a"], var.list), 0)`, `?var.list`},
		{`index(["a", "b"], "b")`, `1`},
		{`slice(["a", var.u, "c"], 1, 2)`, `[<var.u>]`},
		{`reverse([1, 2])`, `[2 1]`},
		{`sort(["b", "a"])`, `["a" "b"]`},
		{`setproduct(["a"], [1, 2])`, `[["a" 1] ["a" 2]]`},
		{`setunion(["a"], ["b", "a"])`, `["a" "b"]`},
		{`range(3)`, `[0 1 2]`},
		{`chunklist([1, 2, 3], 2)`, `[[1 2] [3]]`},
		{`matchkeys(["x", var.u], ["a", "b"], ["b"])`, `[<var.u>]`},
		{`transpose({ a = ["x"], b = ["x"] })`, `{x=["a" "b"]}`},
		{`one([])`, `null`},
		{`one([1])`, `1`},
		{`sum([1, 2])`, `3`},
		{`["${concat(["a"], ["b"])}"]`, `["a" "b"]`},
		{`max([1, 2]...)`, `2`},

		// try and can
		{`try(local.ports.ssh, 22)`, `22`},
		{`try(aws_security_group.two[5].id, "none")`, `"none"`},
		{`try(var.u.port, 22)`, `<var.u|port>`},
		{`can(local.ports.ssh)`, `false`},
		{`can(local.ports.http)`, `true`},
		{`can(var.u.x)`, `?var.u.x`},
		{`try(tonumber("x"), 1)`, `1`},

		// conversions
		{`tostring(80)`, `"80"`},
		{`tonumber("80")`, `80`},
		{`tonumber(local.text)`, `?var.u`},
		{`tobool("true")`, `true`},
		{`tolist(toset(["b", "a"]))[0]`, `"a"`},

		// encodings
		{`jsonencode({ b = [1, null, true], a = "x\"" })`, `"{\"a\":\"x\\\"\",\"b\":[1,null,true]}"`},
		{`jsonencode([var.u])`, `"[\"${var.u}\"]"`},
		{`jsonencode(aws_security_group.each["a"].id)`, `"\"${aws_security_group.each[\\\"a\\\"].id}\""`},
		{`jsondecode("{\"a\": [1, \"x\"]}")`, `{a=[1 "x"]}`},
		{`jsondecode(jsonencode({ a = var.u })).a`, `<var.u>`},
		{`jsondecode("{\"a\": \"${var.u}\", \"b\": ${var.u}}")`, `{a=<var.u> b=<var.u>}`},
		{`jsondecode("{")`, `?a text that cannot be decoded`},
		{`yamldecode("a: [1, x]")`, `{a=[1 "x"]}`},

		// networks
		{`cidrsubnet("10.0.0.0/16", 8, 2)`, `"10.0.2.0/24"`},
		{`cidrsubnet("fd00::/56", 8, 255)`, `"fd00:0:0:ff::/64"`},
		{`cidrsubnet("10.0.0.0/24", 8, 256)`, `?cidrsubnet() beyond the network`},
		{`cidrsubnet(var.u, 8, 2)`, `?var.u`},
		{`cidrsubnet(data.aws_vpc.main.cidr_block, 8, 1)`, `"10.0.1.0/24"`},
		{`cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`, `["10.1.0.0/20" "10.1.16.0/20" "10.1.32.0/24" "10.1.48.0/20"]`},
		{`cidrhost("10.0.0.0/24", -1)`, `"10.0.0.255"`},
		{`cidrhost("10.0.0.0/24", 256)`, `?cidrhost() beyond the network`},
		{`cidrnetmask("172.16.0.0/12")`, `"255.240.0.0"`},

		// what nothing here can tell
		{`timestamp()`, `?timestamp()`},
		{`provider::aws::arn_parse("x")`, `?provider::aws::arn_parse()`},
		{`fileset(".", "*")`, `?fileset()`},
		{`file("absent.txt")`, `?the file absent.txt, which is not here`},
		{`path.cwd`, `?a path of this machine`},
		{`each.key`, `?each.key`},
	} {
		t.Run(test.expression, func(t *testing.T) {
			t.Parallel()
			equal(t, value(t, test.expression, around), test.want)
		})
	}
}
