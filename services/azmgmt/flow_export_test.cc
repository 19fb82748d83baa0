#include "services/azmgmt/flow_export.h"

#include "gtest/gtest.h"

namespace o365::azmgmt {
namespace {

TEST(FlowExportTest, DisplayNamesBecomeFileNames) {
  EXPECT_EQ(FileNameOf("Ask the manager"), "Ask the manager");
  EXPECT_EQ(FileNameOf("a\\b/c:d*e?f\"g<h>i|j\n"), "a_b_c_d_e_f_g_h_i_j_");
  EXPECT_EQ(FileNameOf(""), "flow");
}

TEST(FlowExportTest, APackageIsNamedByItsLink) {
  EXPECT_EQ(PackageNameOf("https://x.blob.core.windows.net/a/flow_1.zip?sig=/b.zip"), "flow_1.zip");
  EXPECT_EQ(PackageNameOf("https://x.blob.core.windows.net/a/flow.bin?x"), "output.zip");
  EXPECT_EQ(PackageNameOf("https://x.blob.core.windows.net/.zip"), "output.zip");
  EXPECT_EQ(PackageNameOf(""), "output.zip");
}

TEST(FlowExportTest, ATemplateHasNoPackageOptions) {
  cli::Args args;
  args.Set("format", "json");
  EXPECT_TRUE(CheckExport(args).ok());
  args.Set("packageCreatedBy", "Ann");
  EXPECT_EQ(CheckExport(args).message(), "option '--packageCreatedBy' goes with '--format zip'");
  args.Set("format", "zip");
  EXPECT_TRUE(CheckExport(args).ok());
  args.Set("path", "/no/such/folder/x.zip");
  EXPECT_EQ(CheckExport(args).message(), "option '--path': there is no folder '/no/such/folder'");
  args.Set("path", "x.zip");
  EXPECT_TRUE(CheckExport(args).ok());
}

}  // namespace
}  // namespace o365::azmgmt
