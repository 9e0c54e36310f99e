"""The demo: a chain of hair salons in three countries, with a year of visits in which truths are planted.

`plan_demo` is pure and repeatable; `fill_demo` writes what it planned into an empty database. What was
planted is told in `DemoChain.truth`, so that anybody can check what the product makes of it.
"""

from audit.services.demo.chain import DemoBranch, DemoChain, DemoPerson, DemoRegion, DemoVisit
from audit.services.demo.planning import CHECKLISTS, plan_demo

__all__ = ["CHECKLISTS", "DemoBranch", "DemoChain", "DemoPerson", "DemoRegion", "DemoVisit", "plan_demo"]
