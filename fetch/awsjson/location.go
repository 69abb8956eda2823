package awsjson

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A location is what the path of a file says about whose it is; either part may be empty.
type location struct{ account, region string }

// String is the location as a path says it.
func (l location) String() string {
	switch {
	case l.account != "":
		return path.Join("accounts", l.account, l.region)
	case l.region != "":
		return l.region
	default:
		return "the top folder"
	}
}

func (l location) compare(m location) int {
	return cmp.Or(cmp.Compare(l.account, m.account), cmp.Compare(l.region, m.region))
}

// regionRE matches the name of a region at the start of a word, which a zone's name goes on: eu-west-1a,
// us-west-2-lax-1a.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
var regionRE = regexp.MustCompile(`^[a-z]{2,4}(?:-[a-z]+)+-\d+`)

// locationOf takes any folder that is named like an account or a region for it, however deep: people sort further, by
// service or by day.
func locationOf(file string) location {
	var l location

	for dir := range strings.SplitSeq(path.Dir(file), "/") {
		switch {
		case awsmap.IsAccount(dir):
			l.account = dir
		case regionRE.FindString(dir) == dir && dir != "":
			l.region = dir
		}
	}

	return l
}

// A clue is what one answer says about whose it is.
type clue struct {
	// arn tells the account, save for EC2: there it may be the owner of what is shared.
	arn *string

	// account is the asking account itself.
	account *string

	// owner is mostly the asking account, but another one for what is shared with it.
	owner *string
	zone  *string
}

// clues are the accounts, regions and owners that answers name, each with the first file that does.
type clues struct{ accounts, regions, owners map[string]string }

func newClues() clues {
	return clues{accounts: map[string]string{}, regions: map[string]string{}, owners: map[string]string{}}
}

// add notes a clue. A word such as "aws" in the place of an account tells nothing.
func (c clues) add(told clue, file string) {
	arn, _ := awsmap.ParseARN(deref(told.arn))

	account, owner := cmp.Or(deref(told.account), arn.Account), deref(told.owner)
	if arn.Service == "ec2" {
		account, owner = deref(told.account), cmp.Or(owner, arn.Account)
	}

	note(c.accounts, account, awsmap.IsAccount(account), file)
	note(c.owners, owner, awsmap.IsAccount(owner), file)
	note(c.regions, arn.Region, arn.Region != "", file)

	region := regionRE.FindString(deref(told.zone))
	note(c.regions, region, region != "", file)
}

func note(seen map[string]string, value string, ok bool, file string) {
	if _, known := seen[value]; ok && !known {
		seen[value] = file
	}
}

// settle finds the one account and region of a folder. Owners count only where nothing else tells.
func (f *folder) settle() error {
	accounts := f.clues.accounts
	if len(accounts) == 0 && f.at.account == "" {
		accounts = f.clues.owners
	}

	var err error
	if f.answers.Account, err = one(f.at.account, accounts); err != nil {
		return err
	}

	f.answers.Region, err = one(f.at.region, f.clues.regions)

	return err
}

// one is the value that the path and every clue agree on.
func one(byPath string, told map[string]string) (string, error) {
	values := slices.Sorted(maps.Keys(told))

	switch {
	case byPath == "" && len(values) == 0:
		return "", nil
	case byPath == "" && len(values) == 1:
		return values[0], nil
	case byPath == "":
		return "", fmt.Errorf("%w: %s in %s, %s in %s",
			ErrMixed, values[0], told[values[0]], values[1], told[values[1]])
	}

	for _, v := range values {
		if v != byPath {
			return "", fmt.Errorf("%w: %s in %s", ErrMixed, v, told[v])
		}
	}

	return byPath, nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}

	return *s
}
