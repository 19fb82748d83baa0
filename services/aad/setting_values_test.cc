#include "services/aad/setting_values.h"

#include "gtest/gtest.h"

namespace o365::aad {
namespace {

const json::Value kValues = json::Parse(R"([{"name":"A","value":"1","defaultValue":"d"},
                                            {"name":"B","value":"2"}])")
                                .value();

TEST(SettingValuesTest, GivenSettingsComeFirstInTheirOrder) {
  EXPECT_EQ(json::Write(WithSettings({{"C", "x"}, {"b", "y"}}, kValues, "value")),
            R"([{"name":"C","value":"x"},{"name":"b","value":"y"},{"name":"A","value":"1"}])");
}

TEST(SettingValuesTest, ReplacedSettingsStayInTheirPlace) {
  EXPECT_EQ(json::Write(SettingsReplaced({{"C", "x"}, {"B", "y"}}, kValues, "value")),
            R"([{"name":"A","value":"1"},{"name":"B","value":"y"}])");
}

TEST(SettingValuesTest, WhatHasNoDefaultHasNoValue) {
  EXPECT_EQ(json::Write(SettingsReplaced({}, kValues, "defaultValue")),
            R"([{"name":"A","value":"d"},{"name":"B"}])");
}

TEST(SettingValuesTest, FindsByNameWithoutCase) {
  EXPECT_EQ(SettingOf(kValues, "b"), "2");
  EXPECT_EQ(SettingOf(kValues, "x"), "");
  EXPECT_TRUE(FirstWith(kValues, "name", "x").is_null());
}

}  // namespace
}  // namespace o365::aad
