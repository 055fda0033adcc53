import { expect, test } from 'vitest'

import { parseHcl } from '../../../../syntax/hcl/parser.ts'
import { Evaluation } from '../../template/evaluation.ts'
import { toPlain } from '../../value/plain.ts'
import { TerraformModule } from '../module.ts'

/** What the expressions below refer to. */
const surroundings = `locals {
  key = "kk"
  tpl = "a-$\${x}"
  nothing = null
  obj = { a = 1, nested = { deep = ["d"] }, set = toset(["q","p"]) }
  list = [{ id = "i1", tags = { x = "t1" } }, { id = "i2", tags = { x = "t2" } }]
  heredoc = <<EOT
line1 \${local.key}
  line2 "quoted" \\n
EOT
  heredoc_indent = <<-EOT
      a
        b \${local.key}
      c
  EOT
  heredoc_directive = <<-EOT
    %{ for o in local.list ~}
    id=\${o.id}
    %{ endfor ~}
    %{ if local.nothing == null }none%{ else }some%{ endif }
    EOT
  flush = <<-EOT
    x

      y
    EOT
}
variable "typed_bool" {
 type = bool
 default = "true"
}
variable "typed_num" {
 type = number
 default = "41"
}
variable "typed_str" {
 type = string
 default = 5
}
variable "typed_list" {
 type = list(string)
 default = [1, true, "a"]
}
variable "typed_set" {
 type = set(string)
 default = ["b","a","b"]
}
variable "typed_map" {
 type = map(number)
 default = { a = "1" }
}
variable "typed_obj" {
 type = object({ a = string, b = optional(bool, true), c = optional(list(string), []), d = optional(object({ e = optional(number, 3) }), {}) })
 default = { a = 5, zzz = "dropped" }
}
variable "obj_opt" {
 type = map(object({ x = optional(string), y = optional(string, "dflt") }))
 default = { k = { y = null } }
}
variable "nullable_no" {
 type = string
 default = "dd"
 nullable = false
}
variable "any" {
 default = { a = [1, "2"] }
}
variable "tuple" {
 type = tuple([string, number])
 default = [1, "2"]
}
`

const files: Readonly<Record<string, string>> = {
  'f.txt': 'file text\n',
  'd.json': '{"a":{"b":[1,"x"]}}',
  'd.yaml': 'k: v\nl:\n- 1\n- two\n',
  't.tftpl': '%{ for n in names ~}\nserver ${n}:${port}\n%{ endfor ~}\nend\n',
}

/** Expressions with what Terraform 1.11 makes of them. */
const expressions: readonly (readonly [expression: string, result: unknown])[] = [
  [
    'setproduct(["a","b"],[1,2])',
    [
      ['a', 1],
      ['a', 2],
      ['b', 1],
      ['b', 2],
    ],
  ],
  ['formatlist("%s-%02d", ["a","b"], [1,2])', ['a-01', 'b-02']],
  ['formatlist("x-%s", ["a","b"])', ['x-a', 'x-b']],
  ['trim("  ?!hi!?", "?! ")', 'hi'],
  ['chomp("hello\\n\\n")', 'hello'],
  ['indent(2, "a\\nb\\nc")', 'a\n  b\n  c'],
  ['title("hello world-foo bar")', 'Hello World-Foo Bar'],
  ['cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)', ['10.1.0.0/20', '10.1.16.0/20', '10.1.32.0/24', '10.1.48.0/20']],
  ['cidrnetmask("172.16.0.0/12")', '255.240.0.0'],
  ['cidrsubnet("10.0.0.0/8", 8, 2)', '10.2.0.0/16'],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', 'fd00:fd12:3456:7800:a200::/72'],
  ['cidrhost("10.12.112.0/20", 16)', '10.12.112.16'],
  ['cidrhost("10.12.112.0/20", -2)', '10.12.127.254'],
  ['cidrhost("10.0.0.0/24", 0)', '10.0.0.0'],
  ['yamldecode("a: 1\\nb:\\n  - x\\n  - true\\n  - null\\n  - 1.5\\n  - \\"3\\"\\n")', { a: 1, b: ['x', true, null, 1.5, '3'] }],
  ['yamldecode("hello: world")["hello"]', 'world'],
  ['yamlencode({a=1,b=["x",true,null]})', '"a": 1\n"b":\n- "x"\n- true\n- null\n'],
  ['jsonencode({b=1,a=["x",true,null,1.5],"c"="<&>"})', '{"a":["x",true,null,1.5],"b":1,"c":"\\u003c\\u0026\\u003e"}'],
  ['jsondecode("{\\"a\\":[1,2,{\\"b\\":null}]}")', { a: [1, 2, { b: null }] }],
  ['base64encode("hällo")', 'aMOkbGxv'],
  ['base64decode("aGVsbG8=")', 'hello'],
  ['urlencode("a b&c/ü*~")', 'a+b%26c%2F%C3%BC%2A~'],
  ['md5("hello")', '5d41402abc4b2a76b9719d911017c592'],
  ['sha1("hello")', 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'],
  ['sha256("hello")', '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
  [
    'sha512("hello")',
    '9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043',
  ],
  ['base64sha256("hello")', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
  ['base64sha512("hello")', 'm3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='],
  ['uuidv5("dns","www.terraform.io")', 'a5008fae-b28c-5ba5-96cd-82b4c53552d6'],
  ['parseint("ff",16)', 255],
  ['parseint("-10",2)', -2],
  ['pow(3,2)', 9],
  ['log(16,2)', 4],
  ['signum(-13)', -1],
  ['abs(-3.5)', 3.5],
  ['ceil(5.1)', 6],
  ['floor(5.9)', 5],
  ['max(5,12,9)', 12],
  ['max([5,12,9]...)', 12],
  ['min(12,54,3)', 3],
  ['sum([10,13,6,4.5])', 33.5],
  ['matchkeys(["i-123","i-abc","i-def"],["us-west","us-east","us-east"],["us-east"])', ['i-abc', 'i-def']],
  ['transpose({"a"=["1","2"],"b"=["2","3"]})', { '1': ['a'], '2': ['a', 'b'], '3': ['b'] }],
  ['chunklist(["a","b","c","d","e"],2)', [['a', 'b'], ['c', 'd'], ['e']]],
  ['basename("foo/bar/baz.txt")', 'baz.txt'],
  ['dirname("foo/bar/baz.txt")', 'foo/bar'],
  [
    'csvdecode("a,b,c\\n1,2,3\\n4,5,6\\n")',
    [
      { a: '1', b: '2', c: '3' },
      { a: '4', b: '5', c: '6' },
    ],
  ],
  ['formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', '02 Jan 2018 23:12 UTC'],
  ['formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")', 'Tuesday, 02-Jan-18 23:12:01 UTC'],
  ['formatdate("YYYY-MM-DD\'T\'hh:mm:ssZ","2018-01-02T23:12:01Z")', '2018-01-02T23:12:01Z'],
  ['timeadd("2017-11-22T00:00:00Z", "10m")', '2017-11-22T00:10:00Z'],
  ['timeadd("2017-11-22T00:00:00Z", "-1h30m")', '2017-11-21T22:30:00Z'],
  ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")', -1],
  ['regex("[a-z]+", "53453453.345345aaabbbccc23454")', 'aaabbbccc'],
  ['regex("(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)-(\\\\d\\\\d)", "2019-02-01")', ['2019', '02', '01']],
  [
    'regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")',
    { authority: 'terraform.io', scheme: 'https' },
  ],
  ['regexall("[a-z]+", "1234abcd5678efgh9")', ['abcd', 'efgh']],
  [
    'regexall("(a)(b)?", "abaab")',
    [
      ['a', 'b'],
      ['a', null],
      ['a', 'b'],
    ],
  ],
  ['replace("1 + 2 + 3", "+", "-")', '1 - 2 - 3'],
  ['replace("hello world", "/w.*d/", "everybody")', 'hello everybody'],
  ['replace("hello", "/(h)(e)/", "$2$1")', 'ehllo'],
  ['replace("hello", "/(?P<x>l)/", "<$${x}>")', 'he<l><l>o'],
  ['split(",", "foo,bar,baz")', ['foo', 'bar', 'baz']],
  ['split(",", "")', ['']],
  ['join(", ", ["foo","bar"])', 'foo, bar'],
  ['join("-", [1, true, "a"])', '1-true-a'],
  ['strrev("hello")', 'olleh'],
  ['substr("hello world", 1, 4)', 'ello'],
  ['substr("hello world", -5, -1)', 'world'],
  ['substr("hello", 2, 100)', 'llo'],
  ['trimprefix("helloworld","hello")', 'world'],
  ['trimsuffix("helloworld","world")', 'hello'],
  ['trimspace("  hello\\n\\n")', 'hello'],
  ['upper("hello")', 'HELLO'],
  ['lower("HELLO")', 'hello'],
  ['startswith("hello world","hello")', true],
  ['endswith("hello world","world")', true],
  ['strcontains("hello","ell")', true],
  ['format("Hello, %s!", "Ander")', 'Hello, Ander!'],
  ['format("%d", 10)', '10'],
  ['format("%05d|%5d|%-5d|%+d", 42, 42, 42, 42)', '00042|   42|42   |+42'],
  ['format("%x %X %o %b", 255, 255, 8, 5)', 'ff FF 10 101'],
  ['format("%.2f %f %8.3f %e", 3.14159, 2.5, 2.5, 1234.5)', '3.14 2.500000    2.500 1.234500e+03'],
  ['format("%q %v %v %v", "a\\"b", true, 1.5, "x")', '"a\\"b" true 1.5 x'],
  ['format("%#v %v", {a=1}, ["x",1])', '{"a":1} ["x",1]'],
  ['format("%10s|%-10s|%.2s", "abc", "abc", "abcdef")', '       abc|abc       |ab'],
  ['format("%t %%", true)', 'true %'],
  ['format("%s", 5)', '5'],
  ['format("%s", true)', 'true'],
  ['format("%d", "10")', '10'],
  ['format("%[2]s %[1]s", "a", "b")', 'b a'],
  ['flatten([["a","b"],[],["c",["d"]]])', ['a', 'b', 'c', 'd']],
  ['distinct(["a","b","a"])', ['a', 'b']],
  ['compact(["a","","b",null])', ['a', 'b']],
  ['concat(["a"],["b","c"])', ['a', 'b', 'c']],
  ['contains(["a","b"],"a")', true],
  ['contains([1,2],2)', true],
  ['element(["a","b","c"],4)', 'b'],
  ['index(["a","b","c"],"b")', 1],
  ['keys({b=1,a=2})', ['a', 'b']],
  ['values({b=1,a=2})', [2, 1]],
  ['length("hällo")', 5],
  ['length({a=1})', 1],
  ['length([1,2])', 2],
  ['lookup({a="ay",b="bee"}, "a", "what?")', 'ay'],
  ['lookup({a="ay",b="bee"}, "c", "what?")', 'what?'],
  ['lookup({a="ay"}, "A", "what?")', 'what?'],
  ['merge({a=1,b=2},{b=3})', { a: 1, b: 3 }],
  ['merge({a=1},null,{c=2})', { a: 1, c: 2 }],
  ['merge({a={x=1}},{a={y=2}})', { a: { y: 2 } }],
  ['merge()', {}],
  ['range(3)', [0, 1, 2]],
  ['range(1,4)', [1, 2, 3]],
  ['range(1,8,2)', [1, 3, 5, 7]],
  ['range(4,1)', [4, 3, 2]],
  ['range(10,5,-2)', [10, 8, 6]],
  ['reverse(["a","b"])', ['b', 'a']],
  ['setintersection(["a","b"],["b","c"],["b"])', ['b']],
  ['setsubtract(["a","b","c"],["a","c"])', ['b']],
  ['setunion(["a","b"],["b","c"],["d"])', ['a', 'b', 'c', 'd']],
  ['slice(["a","b","c","d"],1,3)', ['b', 'c']],
  ['sort(["e","d","a","x"])', ['a', 'd', 'e', 'x']],
  ['zipmap(["a","b"],[1,2])', { a: 1, b: 2 }],
  ['one([])', null],
  ['one(["a"])', 'a'],
  ['one(toset(["z"]))', 'z'],
  ['coalesce("a","b")', 'a'],
  ['coalesce("","b")', 'b'],
  ['coalesce(null,"b")', 'b'],
  ['coalesce(null, 5)', 5],
  ['coalescelist(["a"],["c"])', ['a']],
  ['coalescelist([],["c"])', ['c']],
  ['alltrue(["true",true])', true],
  ['alltrue([true,false])', false],
  ['alltrue([])', true],
  ['anytrue([])', false],
  ['anytrue(["true"])', true],
  ['tostring(5)', '5'],
  ['tostring(true)', 'true'],
  ['tostring(null)', null],
  ['tonumber("5.5")', 5.5],
  ['tobool("true")', true],
  ['tolist(["a",1])', ['a', '1']],
  ['tolist(toset(["b","a"]))', ['a', 'b']],
  ['toset(["c","b","a","b"])', ['a', 'b', 'c']],
  ['tomap({a=1,b="x"})', { a: '1', b: 'x' }],
  ['try(local.obj.missing, "fallback")', 'fallback'],
  ['try(local.obj.a, "fallback")', 1],
  ['try(tonumber("x"), 7)', 7],
  ['can(local.obj.missing)', false],
  ['can(local.obj.a)', true],
  ['can(tonumber("x"))', false],
  ['can(regex("^a","b"))', false],
  ['[for s in ["a","b"] : upper(s)]', ['A', 'B']],
  ['[for i, s in ["a","b"] : "${i}-${s}"]', ['0-a', '1-b']],
  ['[for k, v in {b=1,a=2} : "${k}=${v}"]', ['a=2', 'b=1']],
  ['[for s in ["a","","b"] : s if s != ""]', ['a', 'b']],
  ['{for s in ["a","b"] : s => upper(s)}', { a: 'A', b: 'B' }],
  ['{for s in ["a","b","ab"] : substr(s,0,1) => s...}', { a: ['a', 'ab'], b: ['b'] }],
  ['[for s in toset(["b","a"]) : s]', ['a', 'b']],
  ['[for i, s in toset(["b","a"]) : i]', ['a', 'b']],
  ['{for k, v in toset(["b","a"]) : k => v}', { a: 'a', b: 'b' }],
  ['local.list[*].id', ['i1', 'i2']],
  ['local.list.*.id', ['i1', 'i2']],
  ['local.list[0].id', 'i1'],
  ['local.obj[*].a', [1]],
  ['local.nothing[*]', []],
  ['local.list[*].tags["x"]', ['t1', 't2']],
  ['[for o in local.list : o.tags.x]', ['t1', 't2']],
  ['"a" == "a"', true],
  ['1 == "1"', false],
  ['"5" + 1', 6],
  ['"5" * "2"', 10],
  ['7 / 2', 3.5],
  ['7 % 3', 1],
  ['-7 % 3', -1],
  ['0.1 + 0.2', 0.3],
  ['-(3)', -3],
  ['!false', true],
  ['true && "true"', true],
  ['1 < 2', true],
  ['"10" < 9', false],
  ['5 > 3 ? "yes" : "no"', 'yes'],
  ['false ? 1 : "a"', 'a'],
  ['true ? [1] : []', [1]],
  ['null == null', true],
  ['{a=1} == {a=1}', true],
  ['[1,2] == [1,2]', true],
  ['"%{ if true }yes%{ else }no%{ endif }"', 'yes'],
  ['"%{ for x in ["a","b"] }${x},%{ endfor }"', 'a,b,'],
  ['"%{ for i, x in ["a","b"] ~} ${i}=${x} %{~ endfor }"', '0=a1=b'],
  ['"a ${"b ${"c"}"} $${d} %%{e}"', 'a b c ${d} %{e}'],
  ['"${5}"', 5],
  ['"${true}"', true],
  ['"n: ${5}"', 'n: 5'],
  ['"n: ${1.50}"', 'n: 1.5'],
  ['"n: ${1000000}"', 'n: 1000000'],
  ['"n: ${true}"', 'n: true'],
  ['"tab\\tnl\\nquote\\" \\u00e9 \\U0001F600"', 'tab\tnl\nquote" é 😀'],
  ['local.heredoc', 'line1 kk\n  line2 "quoted" \\n\n'],
  ['local.heredoc_indent', 'a\n  b kk\nc\n'],
  ['local.heredoc_directive', '    id=i1\n    id=i2\n    none\n'],
  ['local.flush', 'x\n\n  y\n'],
  ['nonsensitive(sensitive("x"))', 'x'],
  ['templatefile("${path.module}/t.tftpl", {names=["a","b"], port=80})', 'server a:80\nserver b:80\nend\n'],
  ['file("${path.module}/f.txt")', 'file text\n'],
  ['filebase64("f.txt")', 'ZmlsZSB0ZXh0Cg=='],
  ['fileexists("f.txt")', true],
  ['filemd5("f.txt")', '41cbfc5bea2933ab14f057ebd80428c7'],
  ['filesha256("f.txt")', 'c621ded3e1f959daccaa6456a635b37306b068f406482b53d7364bbd3df67afd'],
  ['templatestring(local.tpl, {x="y"})', 'a-y'],
  ['jsondecode(file("d.json")).a', { b: [1, 'x'] }],
  ['yamldecode(file("d.yaml"))', { k: 'v', l: [1, 'two'] }],
  ['path.module', '.'],
  ['local.obj["a"]', 1],
  ['local.obj.nested.deep[0]', 'd'],
  ['tolist(local.obj.set)[0]', 'p'],
  ['{ "a b" = 1, (local.key) = 2, c : 3 }', { 'a b': 1, c: 3, kk: 2 }],
  ['{ a = 1, b = 2, }.b', 2],
  ['[1,2,3][1]', 2],
  ['"abc" != "abd"', true],
  ['length(toset(["a","a"]))', 1],
  ['contains(keys({a=1}), "a")', true],
  ['lookup({a=null}, "a", "d")', null],
  ['merge([{a=1},{b=2}]...)', { a: 1, b: 2 }],
  ['concat([], [["a"]])', [['a']]],
  ['distinct([{a=1},{a=1}])', [{ a: 1 }]],
  [
    'flatten([for k, v in {a=[1,2],b=[3]} : [for x in v : {k=k,x=x}]])',
    [
      { k: 'a', x: 1 },
      { k: 'a', x: 2 },
      { k: 'b', x: 3 },
    ],
  ],
  ['{ for pair in setproduct(["a","b"],["x"]) : "${pair[0]}-${pair[1]}" => pair[1] }', { 'a-x': 'x', 'b-x': 'x' }],
  ['tomap({ for s in ["x"] : s => { n = s } })["x"].n', 'x'],
  ['substr("héllo", 1, 1)', 'é'],
  ['split("", "abc")', ['a', 'b', 'c']],
  ['ephemeralasnull(null)', null],
  ['issensitive("a")', false],
  ['startswith("abc","")', true],
  ['upper(lower("ABC"))', 'ABC'],
  ['nonsensitive("abc")', 'abc'],
  ['(true ? null : {}) == null', true],
  ['tobool(null)', null],
  ['var.typed_bool', true],
  ['var.typed_num + 1', 42],
  ['var.typed_str', '5'],
  ['var.typed_list', ['1', 'true', 'a']],
  ['var.typed_set', ['a', 'b']],
  ['var.typed_map', { a: 1 }],
  ['var.typed_obj', { a: '5', b: true, c: [], d: { e: 3 } }],
  ['var.obj_opt', { k: { x: null, y: 'dflt' } }],
  ['var.nullable_no', 'dd'],
  ['var.any', { a: [1, '2'] }],
  ['var.tuple', ['1', 2]],
  ['[for v in [1, null, 2] : v if v != null]', [1, 2]],
  ['true ? "5" : 6', '5'],
  ['false ? "5" : 6', '6'],
  ['true ? { a = 1 } : { a = 2, b = 3 }', { a: 1 }],
  ['try(local.nothing.x, "n")', 'n'],
  ['local.nothing == null ? "null" : local.nothing', 'null'],
  ['coalesce(local.nothing, "z")', 'z'],
  ['can(local.nothing.x)', false],
  ['{ for o in local.list : o.id => o.tags... }', { i1: [{ x: 't1' }], i2: [{ x: 't2' }] }],
  ['[for o in local.list : { for k, v in o.tags : upper(k) => v }]', [{ X: 't1' }, { X: 't2' }]],
  ['flatten([local.list[*].id, "x"])', ['i1', 'i2', 'x']],
  ['concat(local.list[*].id, ["z"])', ['i1', 'i2', 'z']],
  ['merge({ for o in local.list : o.id => 1 }, { i3 = 3 })', { i1: 1, i2: 1, i3: 3 }],
  ['lookup(local.list[0].tags, "x", "none")', 't1'],
  ['length(local.list) > 1 && local.list[0].id == "i1"', true],
  ['values({ b = { n = 1 }, a = { n = 2 } })[*].n', [2, 1]],
  ['keys(merge(local.obj, { zz = 1 }))', ['a', 'nested', 'set', 'zz']],
  ['[for k in sort(keys(local.obj)) : k]', ['a', 'nested', 'set']],
  ['zipmap(local.list[*].id, local.list[*].tags)', { i1: { x: 't1' }, i2: { x: 't2' } }],
  ['join(",", [for k, v in { a = 1, b = 2 } : "${k}=${v}"])', 'a=1,b=2'],
  ['tomap({ for i, v in ["x", "y"] : v => i })', { x: 0, y: 1 }],
  ['distinct(flatten([["a"], ["a", "b"]]))', ['a', 'b']],
  ['contains([for o in local.list : o.id], "i2")', true],
  ['index(local.list[*].id, "i2")', 1],
  ['one([for o in local.list : o.id if o.id == "i1"])', 'i1'],
  ['alltrue([for o in local.list : can(regex("^i", o.id))])', true],
  ['anytrue([for o in local.list : o.id == "i9"])', false],
  ['toset([for o in local.list : o.id])', ['i1', 'i2']],
  ['setsubtract(toset(["a", "b"]), ["a"])', ['b']],
  ['jsonencode({ a = null, b = [], c = {} })', '{"a":null,"b":[],"c":{}}'],
  ['jsondecode("{\\"a\\": {\\"b\\": [true]}}").a.b[0]', true],
  ['"${local.key}-${join("", local.list[*].id)}"', 'kk-i1i2'],
  ['substr("abcdef", 2, -1)', 'cdef'],
  ['trimsuffix("abc", "")', 'abc'],
  ['element(["a"], 5)', 'a'],
  ['try(tobool("yes"), false)', false],
  ['tostring(1.0)', '1'],
  ['tostring(1e3)', '1000'],
  ['format("%s", "ü")', 'ü'],
  ['format("%03d", -5)', '-05'],
  ['formatlist("%s", [])', []],
  ['cidrsubnet("10.0.0.0/16", 8, 255)', '10.0.255.0/24'],
  ['cidrhost("fd00::/64", 5)', 'fd00::5'],
  ['cidrsubnets("10.0.0.0/8")', []],
  ['replace("a.b.c", ".", "")', 'abc'],
  ['replace("aaa", "/a{2}/", "b")', 'ba'],
  ['regexall("\\\\d+", "a1b22")', ['1', '22']],
  ['regex("a(?P<n>b)?", "ac")', { n: null }],
  ['split("/", "/a/b/")', ['', 'a', 'b', '']],
  ['title("o\'neil the-man")', "O'Neil The-Man"],
  ['trim("", "x")', ''],
  ['sort([])', []],
  ['reverse([])', []],
  ['range(0)', []],
  ['slice([1,2], 0, 0)', []],
  ['chunklist([], 2)', []],
  ['compact(["", null])', []],
  ['coalescelist([], [], [1])', [1]],
  ['matchkeys([], [], [])', []],
  ['transpose({})', {}],
  ['merge({}, {})', {}],
  ['setproduct([], ["a"])', []],
  [
    'setproduct(toset(["b","a"]), [1])',
    [
      ['a', 1],
      ['b', 1],
    ],
  ],
  ['flatten([])', []],
  ['sum([0.1, 0.2])', 0.3],
  ['max(-1)', -1],
  ['log(8, 2)', 3],
  ['ceil(-1.5)', -1],
  ['floor(-1.5)', -2],
  ['parseint("z", 36)', 35],
  ['signum(0)', 0],
  ['!tobool("false")', true],
  ['-7 / 2', -3.5],
  ['7 % -3', 1],
  ['5 > "3"', true],
  ['"a" == 1', false],
  ['[] == []', true],
  ['{} == {}', true],
  ['[1] == ["1"]', false],
  ['null != "x"', true],
  ['1 == 1.0', true],
  ['"1" == 1', false],
  ['toset(["a"]) == toset(["a", "a"])', true],
  ['"%{ if length(local.list) > 5 ~} big %{~ else ~} small %{~ endif }"', 'small'],
  ['"%{ for o in local.list }${o.id}%{ if o.id != "i2" },%{ endif }%{ endfor }"', 'i1,i2'],
  ['yamldecode("a: &x 1\\nb: *x\\n")', { a: 1, b: 1 }],
  ['yamlencode([{ a = "x: y", b = 1.5, c = false }])', '- "a": "x: y"\n  "b": 1.5\n  "c": false\n'],
  ['yamlencode("plain")', '"plain"\n'],
  ['csvdecode("a,b\\n\\"x,1\\",\\"q\\"\\"q\\"\\n")', [{ a: 'x,1', b: 'q"q' }]],
  ['urlencode("https://a.b/c?d=e&f=g h")', 'https%3A%2F%2Fa.b%2Fc%3Fd%3De%26f%3Dg+h'],
  ['base64decode(base64encode("€"))', '€'],
  ['timeadd("2024-02-28T23:00:00Z", "25h")', '2024-03-01T00:00:00Z'],
  ['formatdate("D MMMM YYYY, HH:mm AA", "2024-02-09T15:04:05Z")', '9 February 2024, 03:04 PM'],
  ['formatdate("hh\'h\'mm", "2024-02-09T15:04:05Z")', '15h04'],
  ['timecmp("2024-01-01T00:00:00Z","2024-01-01T01:00:00+01:00")', 0],
  ['{ "${local.key}" = 1 }', { kk: 1 }],
  ['{ (local.key) : 2, x : 3 }', { kk: 2, x: 3 }],
  ['local.obj["nested"]["deep"][0]', 'd'],
  ['local.obj.nested.deep.0', 'd'],
  ['local.list.0.id', 'i1'],
  ['[[1,2],[3]][0][1]', 2],
  ['(local.list)[0].tags.x', 't1'],
  ['length("")', 0],
  ['length({})', 0],
  ['strrev("é1")', '1é'],
  ['var.typed_obj.d.e + 1', 4],
  ['[for k, v in var.typed_map : v]', [1]],
  ['var.obj_opt["k"].y', 'dflt'],
  ['var.obj_opt.k.x == null', true],
  ['lookup(var.typed_map, "zz", 9)', 9],
]

const text = `${surroundings}\n${expressions.map(([expression], index) => `output "o${index}" {\n  value = ${expression}\n}\n`).join('')}`
const source = { uri: 'main.tf', text }
const { body, problems } = parseHcl(text)
const evaluation = new Evaluation({ read: (uri) => (files[uri] === undefined ? undefined : { uri, text: files[uri] }) }, {}, () => {
  throw new TypeError('no template is opened here')
})
const request = { folder: '', root: '', address: '', files: [{ source, body }], variables: new Map(), trail: [], path: [] }
const module = new TerraformModule(evaluation, request, () => undefined)

test('the expressions are read without a problem', () => {
  expect(problems).toEqual([])
})

test.each(expressions.map(([expression, result], index) => [expression, index, result] as const))('%s', (_, index, result) => {
  const value = toPlain(module.output(`o${index}`, { source, range: { start: 0, end: 0 } }))
  expect(value).toEqual({ plain: result })
})
