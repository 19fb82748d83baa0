#include "common/cli/run.h"
#include "services/aad/service.h"

int main(int argc, char** argv) { return o365::cli::Run(o365::aad::EntraIdService(), argc, argv); }
