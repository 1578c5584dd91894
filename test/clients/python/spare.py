"""An instance that one step has for itself."""

import volcenginesdkecs as models
from check import ZONE, asking, assert_equal, gone, only

TYPE = "ecs.g3i.large"


class Spare:
    def __init__(self, scenario, volumes=()):
        self.ask = asking(scenario.ecs, models)
        [self.id] = self.ask(
            "RunInstances",
            zone_id=ZONE,
            image_id=scenario.image_id,
            instance_type_id=TYPE,
            instance_name="spare",
            network_interfaces=[
                models.NetworkInterfaceForRunInstancesInput(
                    subnet_id=scenario.subnet_id, security_group_ids=[scenario.group_id]
                )
            ],
            volumes=[models.VolumeForRunInstancesInput(size=size) for size in volumes],
            tags=[models.TagForRunInstancesInput(key="team", value="network")],
        ).instance_ids
        self.becomes("RUNNING")

    def listed(self):
        return self.ask("DescribeInstances", instance_ids=[self.id]).instances

    def becomes(self, status):
        return only(status, self.listed)

    def is_gone(self):
        gone(self.listed)

    def stop(self):
        [detail] = self.ask(
            "StopInstances", instance_ids=[self.id], stopped_mode="KeepCharging"
        ).operation_details
        assert_equal((detail.instance_id, detail.error), (self.id, None))
        self.becomes("STOPPED")
