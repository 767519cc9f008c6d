#pragma once

#include <nanobind/nanobind.h>

void bind_problem(nanobind::module_& m);
void bind_engine(nanobind::module_& m);
void bind_desk(nanobind::module_& m);
void bind_live_desk(nanobind::module_& m);
