package overlay_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const prefix = "arn:aws:ecs:eu-north-1:111122223333:task-definition/"

// A definition goes to every service of its family, beside what they run until they are through.
func TestADefinitionMovesEveryServiceOfItsFamily(t *testing.T) {
	t.Parallel()

	after, replaced, err := over(t, changed(written("web", 8081)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	for id, old := range map[string]string{"service/prod/web": "web:7", "service/dev/web": "web:6"} {
		s := find(t, after, id)

		want := []snapshot.Deployment{{Status: "ACTIVE", TaskDefinition: prefix + old}}
		if d := diff(want, s.Deployments); d != "" || s.TaskDefinition != "web.json" {
			t.Errorf("%s moves to %s beside\n%s", id, s.TaskDefinition, d)
		}
	}

	laid := after.TaskDefinitions[len(after.TaskDefinitions)-1]
	if laid.Account != "111122223333" || laid.Region != "eu-north-1" || laid.Name() != "web" {
		t.Errorf("laid as %+v", laid.Meta)
	}

	if cache := find(t, after, "service/prod/cache"); cache.TaskDefinition != prefix+"cache:12" {
		t.Errorf("cache moves to %s", cache.TaskDefinition)
	}

	if d := diff(account().Tasks, after.Tasks); d != "" {
		t.Errorf("running tasks go on:\n%s", d)
	}

	if len(replaced) != 2 || replaced[0].String() !=
		"web.json: task definition web takes the place of web:7 in service web of cluster prod" {
		t.Errorf("%v", replaced)
	}
}

// The identity law: what runs, as a file would say it, changes nothing.
func TestWhatRunsChangesNothing(t *testing.T) {
	t.Parallel()

	after, replaced, err := over(t, changed(written("cache", 6379), written("job", 9000)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	if d := diff(account(), after); d != "" {
		t.Errorf("%s", d)
	}

	for _, r := range replaced {
		if !r.Same {
			t.Errorf("%s", r)
		}
	}

	if len(replaced) != 2 || replaced[0].String() !=
		"cache.json: task definition cache is what service cache of cluster prod already runs (cache:12)" {
		t.Errorf("%v", replaced)
	}
}

// Where only some services run what a file says, only the others move.
func TestOnlyWhatDiffersMoves(t *testing.T) {
	t.Parallel()

	after, _, err := over(t, changed(written("web", 80)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	if s := find(t, after, "service/prod/web"); s.TaskDefinition != prefix+"web:7" || len(s.Deployments) > 0 {
		t.Errorf("prod moves to %s", s.TaskDefinition)
	}

	if s := find(t, after, "service/dev/web"); s.TaskDefinition != "web.json" {
		t.Errorf("dev runs %s", s.TaskDefinition)
	}
}

// Standalone tasks are started anew with the definition.
func TestStandaloneTasksStartAnew(t *testing.T) {
	t.Parallel()

	after, replaced, err := over(t, changed(written("job", 9001)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	if after.Tasks[0].TaskDefinition != "job.json" || after.Tasks[1].TaskDefinition != prefix+"web:7" {
		t.Errorf("tasks run %s and %s", after.Tasks[0].TaskDefinition, after.Tasks[1].TaskDefinition)
	}

	if len(replaced) != 1 || !strings.HasSuffix(replaced[0].String(), "job:3 in standalone tasks of cluster prod") {
		t.Errorf("%v", replaced)
	}
}

// An answer of describe-task-definition names the revision it once was, which is another than it becomes.
func TestAnAnswerGetsAnIDOfItsOwn(t *testing.T) {
	t.Parallel()

	answer := written("web", 8081)
	answer.ID, answer.Revision = prefix+"web:7", 7
	answer.Origin.ARN, answer.Region, answer.Account = answer.ID, "eu-north-1", "111122223333"

	after, _, err := over(t, changed(answer), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	laid := after.TaskDefinitions[len(after.TaskDefinitions)-1]
	if laid.ID != "web.json" || laid.Name() != "web" || laid.Origin.ARN != "" {
		t.Errorf("laid as %s, %s, %s", laid.ID, laid.Name(), laid.Origin.ARN)
	}

	answer.Region = "us-east-1"
	if _, _, err := over(t, changed(answer), overlay.Options{}); !errors.Is(err, overlay.ErrNoPlace) {
		t.Errorf("an answer of another region is laid over: %v", err)
	}
}

// A bare list of containers is completed by what it takes the place of.
func TestABareListHasTheModeOfItsFamily(t *testing.T) {
	t.Parallel()

	bare := written("containers", 8081)
	bare.Origin.File = "./deploy/../containers.json"
	bare.NetworkMode = snapshot.Unknown[snapshot.NetworkMode]("bare")
	bare.OperatingSystemFamily = snapshot.Unknown[string]("bare")

	after, replaced, err := over(t, changed(bare), overlay.Options{
		Services: map[string]string{"containers.json": "prod/web"},
	})
	if err != nil {
		t.Fatal(err)
	}

	laid := after.TaskDefinitions[len(after.TaskDefinitions)-1]
	if laid.Family != "web" || laid.NetworkMode != snapshot.Known(snapshot.ModeBridge) ||
		laid.OperatingSystemFamily.IsUnknown() {
		t.Errorf("laid as %s, %v, %v", laid.Family, laid.NetworkMode, laid.OperatingSystemFamily)
	}

	if len(replaced) != 1 || !strings.HasSuffix(replaced[0].String(), "network mode and platform are those of web:7") {
		t.Errorf("%v", replaced)
	}
}

// A family that nothing runs is that of a new service, where a cluster is named.
func TestANewFamily(t *testing.T) {
	t.Parallel()

	fargate := written("pay", 0)
	fargate.NetworkMode = snapshot.Known(snapshot.ModeAWSVPC)
	fargate.RequiresCompatibilities = []snapshot.LaunchType{snapshot.LaunchFargate}

	for _, c := range []struct {
		definition snapshot.TaskDefinition
		launch     snapshot.Value[snapshot.LaunchType]
		says       string
	}{
		{written("pay", 0), snapshot.Value[snapshot.LaunchType]{}, "1 task, launch type EC2"},
		{fargate, snapshot.Known(snapshot.LaunchFargate), "1 task, launch type FARGATE"},
	} {
		after, replaced, err := over(t, changed(c.definition), overlay.Options{Cluster: "prod"})
		if err != nil {
			t.Fatal(err)
		}

		s := find(t, after, "new/cluster/prod/pay")
		if s.TaskDefinition != "pay.json" || s.LaunchType != c.launch || s.DesiredCount != snapshot.Known(1) ||
			s.Region != "eu-north-1" {
			t.Errorf("%+v", s)
		}

		if mode := c.definition.NetworkMode.Or(""); (mode == snapshot.ModeAWSVPC) != (s.NetworkConfiguration != nil) {
			t.Errorf("%s: network configuration %v", mode, s.NetworkConfiguration)
		}

		if len(replaced) != 1 || !replaced[0].New || !strings.HasSuffix(replaced[0].String(), c.says) {
			t.Errorf("%v", replaced)
		}
	}
}

// What has no place, or several, is an error that says what there is.
func TestErrors(t *testing.T) {
	t.Parallel()

	twice := written("web", 81)
	twice.ID, twice.Origin.File = "other.json", "other.json"

	stranger := changed()
	stranger.Services = []snapshot.Service{{Name: "shop"}}

	everywhere := changed()
	everywhere.Services = []snapshot.Service{{Name: "web"}}

	for name, c := range map[string]struct {
		change  *snapshot.Snapshot
		options overlay.Options
		is      error
		says    string
	}{
		"family": {
			changed(written("pay", 0)),
			overlay.Options{},
			overlay.ErrNoPlace,
			"pay.json: it has no place in the account: no service or task runs family pay, and no cluster is named to " +
				"judge it in as a new service; there are clusters dev, prod; families cache, job, web",
		},
		"cluster": {
			changed(written("pay", 0)),
			overlay.Options{Cluster: "stage"},
			overlay.ErrNoPlace,
			"there is no cluster stage; there are dev, prod",
		},
		"service": {
			changed(written("pay", 0)),
			overlay.Options{Services: map[string]string{"pay": "prod/shop"}},
			overlay.ErrNoPlace, "there is no service prod/shop; there are prod/web, prod/cache, dev/web",
		},
		"service of several clusters": {
			changed(written("pay", 0)),
			overlay.Options{Services: map[string]string{"pay.json": "web"}},
			overlay.ErrAmbiguous, "several services are called web",
		},
		"two files of one family": {
			changed(twice, written("web", 80)),
			overlay.Options{Cluster: "prod"},
			overlay.ErrAmbiguous,
			"web.json: it can be laid over the account in several ways: other.json has family web too",
		},
		"new service without a cluster": {
			stranger, overlay.Options{}, overlay.ErrNoPlace, "the account has no service shop",
		},
		"written service in several clusters": {
			everywhere, overlay.Options{}, overlay.ErrAmbiguous, "have a service web",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			after, _, err := over(t, c.change, c.options)
			if after != nil || !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want %q", err, c.says)
			}
		})
	}
}

// A service of that name runs something else: which of the two is meant is not for us to say.
func TestANewFamilyWithTheNameOfAService(t *testing.T) {
	t.Parallel()

	before := account()
	before.Services[1].Name = "pay"

	_, _, err := overlay.Over(before, changed(written("pay", 0)), overlay.Options{Cluster: "prod"})

	const says = "service prod/pay runs family cache, not pay"
	if !errors.Is(err, overlay.ErrAmbiguous) || !strings.Contains(err.Error(), says) {
		t.Errorf("%v", err)
	}
}

// A service with task sets gets another one beside those that run.
func TestTaskSets(t *testing.T) {
	t.Parallel()

	before := account()
	s := &before.Services[1]
	s.TaskSets = []snapshot.TaskSet{{ID: "ts-1", TaskDefinition: s.TaskDefinition}}
	s.TaskDefinition = ""

	after, _, err := overlay.Over(before, changed(written("cache", 6380)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	sets := find(t, after, s.ID).TaskSets
	if len(sets) != 2 || sets[0].TaskDefinition != "cache.json" || sets[1].ID != "ts-1" || len(s.TaskSets) != 1 {
		t.Errorf("%+v", sets)
	}
}

// A written service has the ids of its namesake, and what a file cannot know.
func TestAServiceTakesThePlaceOfItsNamesake(t *testing.T) {
	t.Parallel()

	change := changed(written("web", 8081))
	change.SecurityGroups = []snapshot.SecurityGroup{{ID: "aws_security_group.hosts", Name: "hosts"}}
	change.TargetGroups = []snapshot.TargetGroup{{ID: "aws_lb_target_group.web", Name: "web"}}
	change.Services = []snapshot.Service{{
		ID: "aws_ecs_service.web", Name: "web", Cluster: "prod", TaskDefinition: "web.json",
		MaximumPercent: snapshot.Known(150), DesiredCount: snapshot.Unknown[int]("known after apply"),
		LoadBalancers: []snapshot.ServiceLoadBalancer{{TargetGroup: "aws_lb_target_group.web", ContainerName: "web"}},
		NetworkConfiguration: &snapshot.NetworkConfiguration{
			Subnets:        snapshot.Unknown[[]string]("known after apply"),
			SecurityGroups: snapshot.Known([]string{"aws_security_group.hosts"}),
		},
	}}

	after, _, err := over(t, change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	s := find(t, after, "service/prod/web")
	groups, _ := s.NetworkConfiguration.SecurityGroups.Get()

	if s.TaskDefinition != "web.json" || s.DesiredCount != snapshot.Known(2) || s.MaximumPercent != snapshot.Known(150) ||
		s.LoadBalancers[0].TargetGroup != "tg/web/1" || !slices.Equal(groups, []string{"sg-1"}) || s.Account == "" ||
		len(s.Deployments) != 1 {
		t.Errorf("%+v", s)
	}
}

// A count that the file does not write is not that of a new service but the one that the account has.
func TestDesiredCount(t *testing.T) {
	t.Parallel()

	fields := func(names ...string) snapshot.Origin {
		o := snapshot.Origin{File: "web.yaml"}
		for _, name := range names {
			o.Fields = append(o.Fields, snapshot.Field{Name: name})
		}

		return o
	}

	for name, c := range map[string]struct {
		service string
		origin  snapshot.Origin
		written snapshot.Value[int]
		want    snapshot.Value[int]
	}{
		"written":                  {"web", fields("desiredCount"), snapshot.Known(1), snapshot.Known(1)},
		"written as none":          {"web", fields("desiredCount"), snapshot.Known(0), snapshot.Known(0)},
		"filled in":                {"web", fields("taskDefinition"), snapshot.Known(1), snapshot.Known(2)},
		"filled in as none":        {"web", fields("taskDefinition"), snapshot.Known(0), snapshot.Known(2)},
		"absent":                   {"web", fields("taskDefinition"), snapshot.Value[int]{}, snapshot.Known(2)},
		"filled in, no namesake":   {"shop", fields("taskDefinition"), snapshot.Known(1), snapshot.Known(1)},
		"without places of fields": {"web", fields(), snapshot.Known(5), snapshot.Known(5)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			change := changed(written("web", 8081))
			change.Services = []snapshot.Service{{
				Meta: snapshot.Meta{Origin: c.origin}, ID: "web.yaml#S", Name: c.service, Cluster: "prod",
				TaskDefinition: "web.json", DesiredCount: c.written,
			}}

			after, _, err := over(t, change, overlay.Options{})
			if err != nil {
				t.Fatal(err)
			}

			at := slices.IndexFunc(after.Services, func(s snapshot.Service) bool {
				return s.Name == c.service && s.Cluster == "cluster/prod"
			})
			if at < 0 || after.Services[at].DesiredCount != c.want {
				t.Errorf("%+v", after.Services)
			}
		})
	}
}

// A service that the account does not have is added to the cluster that it names.
func TestANewService(t *testing.T) {
	t.Parallel()

	change := changed(written("shop", 0))
	change.Clusters = []snapshot.Cluster{{ID: "aws_ecs_cluster.stage", Name: "stage"}}
	change.Services = []snapshot.Service{
		{ID: "aws_ecs_service.shop", Name: "shop", Cluster: "aws_ecs_cluster.stage", TaskDefinition: "shop.json"},
		{ID: "aws_ecs_service.more", Name: "more", Cluster: "prod", TaskDefinition: "cache"},
	}

	after, _, err := over(t, change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	shop, more := find(t, after, "aws_ecs_service.shop"), find(t, after, "aws_ecs_service.more")
	if shop.Cluster != "aws_ecs_cluster.stage" || shop.TaskDefinition != "shop.json" {
		t.Errorf("%+v", shop)
	}

	if more.Cluster != "cluster/prod" || more.TaskDefinition != prefix+"cache:12" {
		t.Errorf("%+v", more)
	}
}

// A written group has the id of its namesake, a rule that is there already its own id; a new group is added.
func TestGroups(t *testing.T) {
	t.Parallel()

	change := changed()
	change.SecurityGroups = []snapshot.SecurityGroup{
		{ID: "hosts", Name: "hosts", Rules: []snapshot.SecurityGroupRule{
			{
				ID: "hosts/0", Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(80), ToPort: snapshot.Known(80),
				ReferencedGroup: snapshot.Known("alb"), Origin: snapshot.Origin{File: "main.tf"},
			},
			{ID: "hosts/1", Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0")},
		}},
		{ID: "alb", Name: "alb"},
		{ID: "more", Name: "more"},
	}

	after, replaced, err := over(t, change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	hosts := after.SecurityGroups[0]
	if hosts.ID != "sg-1" || hosts.VPC != "vpc-1" || len(hosts.Rules) != 2 || hosts.Rules[0].ID != "sgr-1" ||
		hosts.Rules[0].Origin.File != "main.tf" || hosts.Rules[1].ID != "hosts/1" {
		t.Errorf("%+v", hosts)
	}

	if len(after.SecurityGroups) != 3 || after.SecurityGroups[2].ID != "more" || after.SecurityGroups[2].Region == "" ||
		!replaced[2].New || replaced[0].New {
		t.Errorf("%+v %v", after.SecurityGroups, replaced)
	}
}

// The range of a service is replaced by the written one.
func TestScalableTargets(t *testing.T) {
	t.Parallel()

	before := account()
	before.ScalableTargets = []snapshot.ScalableTarget{
		{Meta: meta(), Cluster: "prod", Service: "web", MaxCapacity: 4},
	}

	change := changed()
	change.ScalableTargets = []snapshot.ScalableTarget{
		{Cluster: "prod", Service: "web", MaxCapacity: 9}, {Cluster: "prod", Service: "cache", MaxCapacity: 3},
	}

	after, _, err := overlay.Over(before, change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	want := []snapshot.ScalableTarget{
		{Meta: meta(), Cluster: "prod", Service: "web", MaxCapacity: 9},
		{Meta: meta(), Cluster: "prod", Service: "cache", MaxCapacity: 3},
	}
	if d := diff(want, after.ScalableTargets); d != "" {
		t.Error(d)
	}
}

// In several regions a definition becomes one of each: a definition belongs to an account and a region.
func TestADefinitionInSeveralRegions(t *testing.T) {
	t.Parallel()

	before := account()
	before.Services[2].Region = "us-east-1"
	before.Clusters[1].Region = "us-east-1"

	after, _, err := overlay.Over(before, changed(written("web", 8081)), overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	laid := after.TaskDefinitions[len(before.TaskDefinitions):]
	if len(laid) != 2 || laid[0].Region != "eu-north-1" || laid[1].Region != "us-east-1" || laid[0].ID == laid[1].ID {
		t.Fatalf("%+v", laid)
	}

	for id, want := range map[string]string{"service/prod/web": laid[0].ID, "service/dev/web": laid[1].ID} {
		if got := find(t, after, id).TaskDefinition; got != want {
			t.Errorf("%s runs %s, want %s", id, got, want)
		}
	}

	if _, _, err := overlay.Over(before, changed(written("pay", 0)), overlay.Options{Cluster: "prod"}); err != nil {
		t.Error(err)
	}

	before.Clusters[1].Name = "prod"

	_, _, err = overlay.Over(before, changed(written("pay", 0)), overlay.Options{Cluster: "prod"})
	if !errors.Is(err, overlay.ErrAmbiguous) || !strings.Contains(err.Error(), "name its ARN, such as cluster/prod") {
		t.Errorf("%v", err)
	}
}

// What the change starts by time or event is added to the cluster that the account calls so, and so is its definition,
// which needs no other place.
func TestScheduledTasks(t *testing.T) {
	t.Parallel()

	nightly := written("nightly", 80)
	change := changed(nightly)
	change.ScheduledTasks = []snapshot.ScheduledTask{
		{ID: "a", Name: "a", Cluster: "prod", TaskDefinition: nightly.ID},
		{ID: "b", Name: "b", Cluster: "arn:aws:ecs:eu-north-1:111122223333:cluster/dev", TaskDefinition: "web:7"},
		{ID: "c", Name: "c", Cluster: "gone", TaskDefinition: nightly.ID},
		{ID: "d", Name: "d", Cluster: "infra#Cluster", TaskDefinition: nightly.ID},
	}

	after, _, err := overlay.Over(account(), change, overlay.Options{})
	if err != nil {
		t.Fatal(err)
	}

	want := []snapshot.ScheduledTask{
		{Meta: meta(), ID: "a", Name: "a", Cluster: "cluster/prod", TaskDefinition: nightly.ID},
		{
			Meta: meta(), ID: "b", Name: "b", Cluster: "cluster/dev",
			TaskDefinition: "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7",
		},
	}
	if d := diff(want, after.ScheduledTasks); d != "" {
		t.Error(d)
	}

	if len(after.Gaps) != 2 || after.Gaps[0].Resource != "c" || after.Gaps[1].Resource != "d" {
		t.Errorf("not told what is not judged: %+v", after.Gaps)
	}

	if len(after.Services) != len(account().Services) {
		t.Errorf("a scheduled definition is judged as a service: %+v", after.Services)
	}
}
