// Making ZIP archives whose files are stored as they are.

#ifndef TOOLS_TENANT_ZIP_H_
#define TOOLS_TENANT_ZIP_H_

#include <string>
#include <vector>

namespace o365::tenant {

struct ZipEntry {
  std::string name;
  std::string content;
};

std::string MakeZip(const std::vector<ZipEntry>& entries);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ZIP_H_
