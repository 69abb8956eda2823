# What a person types. .ci/run calls `make test` and `make lint`; the versions of the tools are pinned here.

GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOFUMPT       := mvdan.cc/gofumpt@v0.12.0
OPA           := github.com/open-policy-agent/opa@v1.22.2
GOVULNCHECK   := golang.org/x/vuln/cmd/govulncheck@v1.1.4
MOTO          := moto[server]==5.2.5

BIN  := $(CURDIR)/bin
VENV := $(CURDIR)/.venv

export PATH := $(BIN):$(PATH)

.PHONY: build demo test kernel lint generate bench fuzz moto tools clean

build: ## the program, in bin/
	go build -trimpath -o bin/ecslint ./cmd/ecslint

demo: ## the main job, without an AWS account
	go run ./cmd/ecslint scan --demo

test: moto ## every test, with the race detector, against a real API
	ECSLINT_MOTO="$$(command -v moto_server || echo $(VENV)/bin/moto_server)" CI=true go test -race -shuffle=on ./...
	go test ./analyzer ./analyzer/engine ./analyzer/reach ./analyzer/netset # what the race detector is too slow for, or trips over

kernel: ## who reaches whom, against packets between network namespaces; skipped by name where those are not permitted
	ECSLINT_KERNEL=$${ECSLINT_KERNEL:-1} go test -count=1 -run '^TestKernel$$' -v ./analyzer/reach

# An emulator of the AWS API in Python, unless one is installed.
moto:
	@command -v moto_server >/dev/null 2>&1 && moto_server -h >/dev/null 2>&1 || test -x $(VENV)/bin/moto_server || \
		{ python3 -m venv $(VENV) && $(VENV)/bin/pip install --quiet '$(MOTO)'; }

tools: $(BIN)/golangci-lint $(BIN)/gofumpt $(BIN)/opa

$(BIN)/golangci-lint:
	GOBIN=$(BIN) go install $(GOLANGCI_LINT)

$(BIN)/gofumpt:
	GOBIN=$(BIN) go install $(GOFUMPT)

$(BIN)/opa:
	GOBIN=$(BIN) go install $(OPA)

lint: tools ## everything that is checked without running
	test -z "$$(gofumpt -l cmd analyzer fetch policies fixtures)"
	golangci-lint run ./...
	opa check --strict --schema policies/schema policies/ecslint
	opa fmt --fail --list policies/ecslint
	opa test policies/ecslint
	opa test --coverage --threshold 100 policies/ecslint >/dev/null
	go mod tidy -diff

# Only tests with such files know -update.
generate: ## rewrite the generated files and the golden ones
	go test $$(grep -rl 'flag.Bool("update"' --include='*_test.go' analyzer fetch cmd | xargs -n 1 dirname | sort -u | sed 's,^,./,') \
		-run 'Fresh|Golden|Script|Rule|Real|Estate|^TestRead$$' -update

bench: ## every benchmark
	go test -run '^$$' -bench . -benchmem ./...

fuzz: ## each fuzz target for half a minute
	for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep ^Fuzz); do \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime 30s $$package || exit 1; \
		done; \
	done

vuln: ## known vulnerabilities, where the database can be reached
	GOBIN=$(BIN) go install $(GOVULNCHECK)
	govulncheck ./...

clean:
	rm -rf bin $(VENV)
