# Step 1: let the groups that services depend on admit the new task groups, before anything moves.
# Beside rule sgr-db-0 of db (sg-db).
resource "aws_vpc_security_group_ingress_rule" "db_tcp_5432_from_shop_task" {
  security_group_id            = "sg-db"
  description                  = "rule sgr-db-0 names the group of the instances that shop leaves"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.shop_task.id
}

resource "aws_vpc_security_group_ingress_rule" "db_tcp_5432_from_cache_task" {
  security_group_id            = "sg-db"
  description                  = "rule sgr-db-0 names the group of the instances that cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.cache_task.id
}

resource "aws_vpc_security_group_ingress_rule" "db_tcp_5432_from_metrics_task" {
  security_group_id            = "sg-db"
  description                  = "rule sgr-db-0 names the group of the instances that metrics leaves"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.metrics_task.id
}

resource "aws_vpc_security_group_ingress_rule" "db_tcp_5432_from_meter_task" {
  security_group_id            = "sg-db"
  description                  = "rule sgr-db-0 names the group of the instances that meter leaves"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.meter_task.id
}

# Beside rule sgr-hosts-2 of hosts (sg-hosts).
resource "aws_vpc_security_group_ingress_rule" "hosts_tcp_6379_from_shop_task" {
  security_group_id            = "sg-hosts"
  description                  = "rule sgr-hosts-2 names the group of the instances that shop leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.shop_task.id
}

resource "aws_vpc_security_group_ingress_rule" "hosts_tcp_6379_from_cache_task" {
  security_group_id            = "sg-hosts"
  description                  = "rule sgr-hosts-2 names the group of the instances that cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

resource "aws_vpc_security_group_ingress_rule" "hosts_tcp_6379_from_metrics_task" {
  security_group_id            = "sg-hosts"
  description                  = "rule sgr-hosts-2 names the group of the instances that metrics leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.metrics_task.id
}

resource "aws_vpc_security_group_ingress_rule" "hosts_tcp_6379_from_meter_task" {
  security_group_id            = "sg-hosts"
  description                  = "rule sgr-hosts-2 names the group of the instances that meter leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.meter_task.id
}

# Beside rule sgr-hosts-7 of hosts (sg-hosts).
resource "aws_vpc_security_group_egress_rule" "hosts_tcp_6379_to_cache_task" {
  security_group_id            = "sg-hosts"
  description                  = "rule sgr-hosts-7 names the group of the instances that cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

# Beside rule sgr-lb-1 of lb (sg-lb).
resource "aws_vpc_security_group_egress_rule" "lb_tcp_80_to_shop_task" {
  security_group_id            = "sg-lb"
  description                  = "rule sgr-lb-1 names the group of the instances that shop leaves"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.shop_task.id
}

# Step 2: the groups of the tasks.
# Service shop of cluster prod.
# Note: target group shop is of type instance; awsvpc needs one of type ip.
# Note: tasks on one instance reach each other over its bridge today, which no group sees; that ends, and only what the groups admit stays.
# Not carried over: tcp/80 from 0.0.0.0/0 (rule sgr-hosts-1 of group hosts admits it today, straight from the internet; the way in is a load balancer).
resource "aws_security_group" "shop_task" {
  name        = "shop-task"
  description = "Tasks of service shop in cluster prod"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "shop_task_tcp_80_from_lb" {
  security_group_id            = aws_security_group.shop_task.id
  description                  = "load balancer front sends the traffic of target group shop"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = "sg-lb"
}

resource "aws_vpc_security_group_egress_rule" "shop_task_all_traffic_to_0_0_0_0_0" {
  security_group_id = aws_security_group.shop_task.id
  description       = "unchanged: as group hosts lets out today"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "shop_task_tcp_6379_to_hosts" {
  security_group_id            = aws_security_group.shop_task.id
  description                  = "unchanged: as group hosts lets out today"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = "sg-hosts"
}

resource "aws_vpc_security_group_egress_rule" "shop_task_tcp_6379_to_cache_task" {
  security_group_id            = aws_security_group.shop_task.id
  description                  = "unchanged: as security group hosts (sg-hosts), which cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

resource "aws_security_group" "shop_unexplained" {
  name        = "shop-unexplained"
  description = "Flows to service shop that are possible today and that nothing explains"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "shop_unexplained_tcp_80_from_10_0_0_0_16" {
  security_group_id = aws_security_group.shop_unexplained.id
  description       = "unexplained: rule sgr-hosts-1 of group hosts admits it today, and nothing says that it is needed"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_vpc_security_group_ingress_rule" "shop_unexplained_tcp_80_from_10_9_0_0_16" {
  security_group_id = aws_security_group.shop_unexplained.id
  description       = "unexplained: rule sgr-hosts-1 of group hosts admits it today, and nothing says that it is needed"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.9.0.0/16"
}

resource "aws_vpc_security_group_ingress_rule" "shop_unexplained_udp_8125_from_pl_agents" {
  security_group_id = aws_security_group.shop_unexplained.id
  description       = "unexplained: rule sgr-hosts-5 of group hosts admits it today, and nothing says that it is needed"
  ip_protocol       = "udp"
  from_port         = 8125
  to_port           = 8125
  prefix_list_id    = "pl-agents"
}

# Service cache of cluster prod.
# Note: tasks on one instance reach each other over its bridge today, which no group sees; that ends, and only what the groups admit stays.
resource "aws_security_group" "cache_task" {
  name        = "cache-task"
  description = "Tasks of service cache in cluster prod"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "cache_task_tcp_6379_from_hosts" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "rule sgr-hosts-2 of group hosts names security group hosts (sg-hosts)"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = "sg-hosts"
}

resource "aws_vpc_security_group_ingress_rule" "cache_task_tcp_6379_from_shop_task" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "as security group hosts (sg-hosts), which shop leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.shop_task.id
}

resource "aws_vpc_security_group_ingress_rule" "cache_task_tcp_6379_from_cache_task" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "as security group hosts (sg-hosts), which cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

resource "aws_vpc_security_group_ingress_rule" "cache_task_tcp_6379_from_metrics_task" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "as security group hosts (sg-hosts), which metrics leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.metrics_task.id
}

resource "aws_vpc_security_group_ingress_rule" "cache_task_tcp_6379_from_meter_task" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "as security group hosts (sg-hosts), which meter leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.meter_task.id
}

resource "aws_vpc_security_group_egress_rule" "cache_task_all_traffic_to_0_0_0_0_0" {
  security_group_id = aws_security_group.cache_task.id
  description       = "unchanged: as group hosts lets out today"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "cache_task_tcp_6379_to_hosts" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "unchanged: as group hosts lets out today"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = "sg-hosts"
}

resource "aws_vpc_security_group_egress_rule" "cache_task_tcp_6379_to_cache_task" {
  security_group_id            = aws_security_group.cache_task.id
  description                  = "unchanged: as security group hosts (sg-hosts), which cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

# Service metrics of cluster prod.
# Note: what the task does over the instance's loopback address or network ends with host mode.
# Note: ports that the task listens on without declaring them are not known; what reaches them is not carried over.
resource "aws_security_group" "metrics_task" {
  name        = "metrics-task"
  description = "Tasks of service metrics in cluster prod"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_egress_rule" "metrics_task_all_traffic_to_0_0_0_0_0" {
  security_group_id = aws_security_group.metrics_task.id
  description       = "unchanged: as group hosts lets out today"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "metrics_task_tcp_6379_to_hosts" {
  security_group_id            = aws_security_group.metrics_task.id
  description                  = "unchanged: as group hosts lets out today"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = "sg-hosts"
}

resource "aws_vpc_security_group_egress_rule" "metrics_task_tcp_6379_to_cache_task" {
  security_group_id            = aws_security_group.metrics_task.id
  description                  = "unchanged: as security group hosts (sg-hosts), which cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

resource "aws_security_group" "metrics_unexplained" {
  name        = "metrics-unexplained"
  description = "Flows to service metrics that are possible today and that nothing explains"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "metrics_unexplained_tcp_9100_from_10_0_0_0_16" {
  security_group_id = aws_security_group.metrics_unexplained.id
  description       = "unexplained: rule sgr-hosts-4 of group hosts admits it today, and nothing says that it is needed"
  ip_protocol       = "tcp"
  from_port         = 9100
  to_port           = 9100
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_vpc_security_group_ingress_rule" "metrics_unexplained_tcp_9100_from_10_9_0_0_16" {
  security_group_id = aws_security_group.metrics_unexplained.id
  description       = "unexplained: rule sgr-hosts-4 of group hosts admits it today, and nothing says that it is needed"
  ip_protocol       = "tcp"
  from_port         = 9100
  to_port           = 9100
  cidr_ipv4         = "10.9.0.0/16"
}

# Service meter of cluster prod.
# Note: tasks on one instance reach each other over its bridge today, which no group sees; that ends, and only what the groups admit stays.
resource "aws_security_group" "meter_task" {
  name        = "meter-task"
  description = "Tasks of service meter in cluster prod"
  vpc_id      = "vpc-1"
}

resource "aws_vpc_security_group_ingress_rule" "meter_task_tcp_80_from_10_0_1_0_24" {
  security_group_id = aws_security_group.meter_task.id
  description       = "load balancer meter sends the traffic of target group meter"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.1.0/24"
}

resource "aws_vpc_security_group_ingress_rule" "meter_task_tcp_80_from_10_0_2_0_24" {
  security_group_id = aws_security_group.meter_task.id
  description       = "load balancer meter sends the traffic of target group meter"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.2.0/24"
}

resource "aws_vpc_security_group_egress_rule" "meter_task_all_traffic_to_0_0_0_0_0" {
  security_group_id = aws_security_group.meter_task.id
  description       = "unchanged: as group hosts lets out today"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "meter_task_tcp_6379_to_hosts" {
  security_group_id            = aws_security_group.meter_task.id
  description                  = "unchanged: as group hosts lets out today"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = "sg-hosts"
}

resource "aws_vpc_security_group_egress_rule" "meter_task_tcp_6379_to_cache_task" {
  security_group_id            = aws_security_group.meter_task.id
  description                  = "unchanged: as security group hosts (sg-hosts), which cache leaves"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  referenced_security_group_id = aws_security_group.cache_task.id
}

