// `azmgmt`: the Azure Management Service.

#ifndef SERVICES_AZMGMT_SERVICE_H_
#define SERVICES_AZMGMT_SERVICE_H_

#include "common/cli/command.h"

namespace o365::azmgmt {

cli::Service AzureManagementService();

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_SERVICE_H_
