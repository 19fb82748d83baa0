#include "common/cli/run.h"
#include "services/azmgmt/service.h"

int main(int argc, char** argv) {
  return o365::cli::Run(o365::azmgmt::AzureManagementService(), argc, argv);
}
