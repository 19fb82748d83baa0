// `spo`: SharePoint Online.

#ifndef SERVICES_SPO_SERVICE_H_
#define SERVICES_SPO_SERVICE_H_

#include "common/cli/command.h"

namespace o365::spo {

cli::Service SharePointService();

}  // namespace o365::spo

#endif  // SERVICES_SPO_SERVICE_H_
