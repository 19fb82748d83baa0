#include "common/cli/run.h"
#include "services/graph/service.h"

int main(int argc, char** argv) { return o365::cli::Run(o365::graph::GraphService(), argc, argv); }
