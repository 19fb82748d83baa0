#include "common/cli/run.h"
#include "services/spo/service.h"

int main(int argc, char** argv) {
  return o365::cli::Run(o365::spo::SharePointService(), argc, argv);
}
