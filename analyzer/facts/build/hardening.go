package build

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// hardener collects what makes the containers of one definition more than processes of their own.
type hardener struct {
	*shard

	d    *snapshot.TaskDefinition
	root *facts.TaskDefinition
	out  facts.Hardening
}

func (s *shard) hardening(d *snapshot.TaskDefinition, root *facts.TaskDefinition) facts.Hardening {
	h := &hardener{shard: s, d: d, root: root}

	h.out.PidMode, h.out.IpcMode = fact(d.PidMode, ""), fact(d.IpcMode, "")
	h.roles()
	h.fileSystems()

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		at := facts.ContainerWords{Ref: root.Containers[i].Ref, Container: cmp.Or(c.Name, fmt.Sprintf("no. %d", i+1))}

		h.powers(c, at)
		h.mounts(c, at)
		h.secrets(c, at)
		h.user(c, at)
		h.networkOptions(c, at)
		h.hygiene(c, at)
	}

	h.internetReach()

	return h.out
}

// doubt notes a question that a value leaves open where it is not known.
func (h *hardener) doubt(ref facts.Ref, field, question, reason string) {
	if reason != "" {
		h.out.Doubts = append(h.out.Doubts, facts.Doubt{Ref: ref, Field: field, Question: question, Reason: reason})
	}
}

// roles compares roles by their names where one of them is no ARN: ECS takes both.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (taskRoleArn)
func (h *hardener) roles() {
	task, execution := h.d.TaskRole, h.d.ExecutionRole
	absent := task.IsZero() || execution.IsZero()

	if reason := cmp.Or(task.Reason(), execution.Reason()); !absent && reason != "" {
		h.doubt(h.root.Ref, "taskRoleArn", "same role", reason)

		return
	}

	a, b := task.Or(""), execution.Or("")
	if !strings.HasPrefix(a, "arn:") || !strings.HasPrefix(b, "arn:") {
		a, b = nameOfRole(a), nameOfRole(b)
	}

	if a == b {
		h.out.SameRole = strings.TrimPrefix(a, "#") // a role of the same template
	}
}

func nameOfRole(role string) string {
	if strings.HasPrefix(role, "arn:") {
		return role[strings.LastIndex(role, "/")+1:]
	}

	return role
}

func (h *hardener) fileSystems() {
	for i := range h.d.Volumes {
		v := &h.d.Volumes[i]

		switch encrypted := v.TransitEncryption; {
		case encrypted.IsUnknown():
			h.doubt(h.root.Ref, "volumes", "file system", encrypted.Reason())
		case v.EFS && !strings.EqualFold(encrypted.Or(""), "ENABLED"):
			h.out.PlainFileSystems = append(h.out.PlainFileSystems,
				facts.VolumeName{Ref: h.refs.Add(ground.Volume(h.d, v)), Name: v.Name})
		}
	}
}

// powers are written with CAP_ or without, as Docker takes them.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
func (h *hardener) powers(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	plain := at.Ref
	h.doubt(plain, "privileged", "privileged", c.Privileged.Reason())

	if c.Privileged.Or(false) {
		at.Ref = h.refs.Add(ground.PrivilegedContainer(h.d, c))
		h.out.Privileged = append(h.out.Privileged, at)
	}

	for _, added := range c.AddedCaps {
		at.Words = append(at.Words, strings.TrimPrefix(strings.ToUpper(added), "CAP_"))
	}

	if len(at.Words) > 0 {
		at.Ref = h.refs.Add(ground.AddingContainer(h.d, c))
		h.out.Capabilities = append(h.out.Capabilities, at)
	}

	h.doubt(plain, "linuxParameters", "capabilities", c.AddedCapsUnknown)
}

// mounts joins the mount points of a container with the volumes that lie on the host.
func (h *hardener) mounts(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	for _, m := range c.MountPoints {
		volume := h.volume(m.SourceVolume)

		if host, ok := volume.HostPath.Get(); ok && host != "" {
			h.out.HostMounts = append(h.out.HostMounts, facts.HostMount{
				Ref: at.Ref, Container: at.Container, Volume: volume.Name, Path: h.path(host),
				ReadOnly: fact(m.ReadOnly, false),
			})
		}

		h.doubt(at.Ref, "mountPoints", "mount", volume.HostPath.Reason())
	}
}

// volume is that of a name; one of which nobody can tell where the mount, or some of the volumes, are not known.
func (h *hardener) volume(name snapshot.Value[string]) snapshot.Volume {
	if name.IsUnknown() {
		for _, v := range h.d.Volumes {
			if v.HostPath.Or("") != "" || v.HostPath.IsUnknown() {
				return snapshot.Volume{HostPath: snapshot.Unknown[string](name.Reason())}
			}
		}

		return snapshot.Volume{}
	}

	var unnamed snapshot.Volume

	for _, v := range h.d.Volumes {
		if v.Name == name.Or("") && v.Name != "" {
			return v
		}

		if v.HostPath.IsUnknown() && v.Name == "" {
			unnamed = v
		}
	}

	return unnamed
}

// path cleans the path of the host, which has other slashes and no capitals on Windows. A definition need not say that
// it is for Windows; no path of Linux begins with a backslash or a drive.
func (h *hardener) path(host string) string {
	if h.root.Windows || strings.HasPrefix(host, `\`) || len(host) > 1 && host[1] == ':' {
		host = strings.ToLower(strings.ReplaceAll(host, `\`, "/"))
	}

	return path.Clean(host)
}

// secrets are credentials by their value, or by the names of Security Hub's control ECS.8.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8
func (h *hardener) secrets(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	names := []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"}

	for _, v := range c.Environment {
		switch {
		case v.Credential && v.Name == "":
			at.Words = append(at.Words, "a variable whose name is one itself")
		case v.Credential, slices.Contains(names, v.Name):
			at.Words = append(at.Words, v.Name)
		default:
			h.doubt(at.Ref, "environment", "secret", v.Unknown)
		}
	}

	if len(at.Words) > 0 {
		h.out.Secrets = append(h.out.Secrets, at)
	}

	h.doubt(at.Ref, "environment", "secret", c.EnvironmentUnknown)
}

// user sorts containers by whom they run as. The image decides where nobody is named.
func (h *hardener) user(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	h.doubt(at.Ref, "user", "user", c.User.Reason())

	switch {
	case c.User.IsZero():
		h.out.NoUsers = append(h.out.NoUsers, at)
	case c.User == snapshot.Known(snapshot.UserAdmin):
		h.out.AdminUsers = append(h.out.AdminUsers, at)
	case c.User == snapshot.Known(snapshot.UserRoot):
		h.out.RootUsers = append(h.out.RootUsers, at)
	}
}

func (h *hardener) networkOptions(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	for _, option := range []struct {
		name  string
		given snapshot.Value[bool]
	}{{"links", c.HasLinks}, {"hostname", c.HasHostname}, {"extraHosts", c.HasExtraHosts}} {
		h.doubt(at.Ref, option.name, option.name, option.given.Reason())

		if option.given.Or(false) {
			at.Words = append(at.Words, option.name)
		}
	}

	if len(at.Words) > 0 {
		h.out.NetworkOptions = append(h.out.NetworkOptions, at)
	}
}

func (h *hardener) hygiene(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	h.doubt(at.Ref, "readonlyRootFilesystem", "root file system", c.ReadonlyRootFilesystem.Reason())
	h.doubt(at.Ref, "logConfiguration", "log driver", c.LogDriver.Reason())
	h.doubt(at.Ref, "logConfiguration", "log mode", c.LogMode.Reason())

	if !c.ReadonlyRootFilesystem.IsUnknown() && !c.ReadonlyRootFilesystem.Or(false) {
		h.out.WritableRoots = append(h.out.WritableRoots, at)
	}

	if !c.LogDriver.IsUnknown() && c.LogDriver.Or("") == "" {
		h.out.Unlogged = append(h.out.Unlogged, at)
	}

	if mode := c.LogMode.Or(""); mode != "" && mode != "non-blocking" {
		h.out.BlockingLogs = append(h.out.BlockingLogs, at)
	}

	h.memory(c, at)
}

func (h *hardener) memory(c *snapshot.ContainerDefinition, at facts.ContainerWords) {
	task := h.d.HasMemory
	if task.Or(false) || c.HasMemory.Or(false) {
		return
	}

	if reason := cmp.Or(c.HasMemory.Reason(), task.Reason()); reason != "" {
		h.doubt(at.Ref, "memory", "memory", reason)

		return
	}

	h.out.Unlimited = append(h.out.Unlimited, at)
}

// internetReach asks what the internet reaches of a definition's services only where the answer matters.
func (h *hardener) internetReach() {
	if len(h.out.HostMounts) == 0 {
		return
	}

	for _, use := range h.uses[h.d.ID] {
		var service facts.Service

		h.openings.Service(&service, use)

		for _, e := range service.Exposures {
			if e.Source == "internet" && e.Undecided == "" && !e.Weakened && e.Declared.Count > 0 {
				h.out.InternetReach = append(h.out.InternetReach, e.Evidence...)
			}
		}
	}

	slices.Sort(h.out.InternetReach)
	h.out.InternetReach = slices.Compact(h.out.InternetReach)
}
