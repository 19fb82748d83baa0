// The layout (PKWARE's APPNOTE.TXT, section 4.3):
//
//   for each file: local header, name, content
//   for each file: central header, name
//   end of central directory

#include "tools/tenant/zip.h"

#include <zlib.h>

#include <cstdint>

namespace o365::tenant {
namespace {

constexpr uint16_t kVersion = 20;
constexpr uint16_t kDate = 0x5a21;  // any valid day: 1 January 2025

// Little-endian.
void Put(std::string& out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
}

uint32_t Crc(const std::string& content) {
  return static_cast<uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
}

// What both headers of a file have in common.
void PutCommon(std::string& out, const ZipEntry& entry) {
  Put(out, kVersion, 2);
  Put(out, 0, 2);  // flags
  Put(out, 0, 2);  // stored
  Put(out, 0, 2);  // time
  Put(out, kDate, 2);
  Put(out, Crc(entry.content), 4);
  const auto size = static_cast<uint32_t>(entry.content.size());
  Put(out, size, 4);
  Put(out, size, 4);
  Put(out, static_cast<uint32_t>(entry.name.size()), 2);
  Put(out, 0, 2);  // extra field
}

}  // namespace

std::string MakeZip(const std::vector<ZipEntry>& entries) {
  std::string out, central;
  for (const ZipEntry& entry : entries) {
    Put(central, 0x02014b50, 4);
    Put(central, kVersion, 2);
    PutCommon(central, entry);
    Put(central, 0, 2);  // comment
    Put(central, 0, 2);  // disk
    Put(central, 0, 2);  // internal attributes
    Put(central, 0, 4);  // external attributes
    Put(central, static_cast<uint32_t>(out.size()), 4);
    central += entry.name;
    Put(out, 0x04034b50, 4);
    PutCommon(out, entry);
    out += entry.name;
    out += entry.content;
  }
  const auto start = static_cast<uint32_t>(out.size());
  const auto count = static_cast<uint32_t>(entries.size());
  out += central;
  Put(out, 0x06054b50, 4);
  Put(out, 0, 4);  // disks
  Put(out, count, 2);
  Put(out, count, 2);
  Put(out, static_cast<uint32_t>(central.size()), 4);
  Put(out, start, 4);
  Put(out, 0, 2);  // comment
  return out;
}

}  // namespace o365::tenant
