"""Which fields a policy can require of a job before it is planned, and whether a job has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.base import Text
from models.job import Job


@dataclass(frozen=True)
class Requirable:
    """A piece of information: what people call it, and how to see that it is there."""

    label: Text
    is_given: Callable[[Job], bool]


def _asked_for_a_time(job: Job) -> bool:
    """A window or a told appointment says more than the customer's words, and counts as well."""
    return bool(job.windows or job.appointment_told is not None or job.requested_time.strip())


REQUIRABLE: Mapping[str, Requirable] = MappingProxyType(
    {
        "name": Requirable(
            Text(en="customer's name", zh="客户姓名"), lambda job: bool(job.customer.name.strip())
        ),
        "address": Requirable(
            Text(en="address", zh="地址"), lambda job: bool(job.place.address.strip())
        ),
        "phone": Requirable(
            Text(en="phone number", zh="电话"), lambda job: bool(job.customer.phone.strip())
        ),
        "product_model": Requirable(
            Text(en="product model", zh="产品型号"), lambda job: bool(job.product.model.strip())
        ),
        "purchase_date": Requirable(
            Text(en="purchase date", zh="购买日期"),
            lambda job: job.product.purchase_date is not None,
        ),
        "fault_description": Requirable(
            Text(en="description of the fault", zh="故障描述"),
            lambda job: bool(job.fault_description.strip() or job.fault_code.strip()),
        ),
        "requested_time": Requirable(
            Text(en="requested time", zh="要求上门时间"), _asked_for_a_time
        ),
        "place": Requirable(
            Text(en="place (coordinates)", zh="位置(坐标)"), lambda job: job.place.is_resolved
        ),
        "duration": Requirable(
            Text(en="duration of the work", zh="预计工时"),
            lambda job: job.duration_s is not None or bool(job.duration_by_level_s),
        ),
    }
)
"""By the name that `Policy.required_fields` uses; the order in which what is missing is listed."""
