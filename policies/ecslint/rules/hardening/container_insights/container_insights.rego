# METADATA
# title: Container Insights off
# description: |
#   Container Insights collects metrics of clusters, services and tasks, the network's among them. The cluster
#   has it neither enabled nor enhanced.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/container-insights.md
#   - description: Security Hub ECS.12
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-12
#   - description: ClusterSetting
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set containerInsights to enhanced or enabled in the cluster's settings. It is billed as custom metrics.
#   severities: [info]
#   scope: cluster
#   mappings:
#     securityHub: [ECS.12]
#     awsConfig: [ecs-container-insights-enabled]
#     checkov: [CKV_AWS_65]
#     trivy: [AWS-0034]
#     prowler: [ecs_cluster_container_insights_enabled]
#     controlTower: [CT.ECS.PR.2]
package ecslint.rules.hardening.container_insights

import data.ecslint.lib

# METADATA
# description: every cluster without Container Insights
findings contains finding if {
	some cluster in input.clusters
	insights := cluster.insights
	lib.known(insights.value)
	count({insights.value.value} - {"enabled", "enhanced"}) == 1

	finding := {
		"at": cluster.ref,
		"field": "clusterSettings",
		"severity": "info",
		"message": sprintf("cluster %s has Container Insights off", [cluster.name]),
		"evidence": [cluster.ref],
		"assumptions": insights.assumptions,
	}
}

# METADATA
# description: clusters of which it is not known
undecided contains {"at": cluster.ref, "field": "clusterSettings", "reason": cluster.insights.value.reason} if {
	some cluster in input.clusters
	lib.unknown(cluster.insights.value)
}
