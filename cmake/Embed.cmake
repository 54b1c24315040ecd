# Files under a folder → a C file that holds their bytes, unchanged and sorted by name.
#
#   cmake -DROOT=<rules folder> -DOUT=<file.c> -P Embed.cmake
#
# The C file defines `const struct sx_builtin sx_builtin_files[]` (lexicon/lexicon.h), names relative to ROOT,
# closed by an entry of zeros; the files lie one behind the other. It is rewritten only when its content changes. As a
# build step:
#
#   file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/rules/*")
#   add_custom_command(OUTPUT builtin.c
#     COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/rules -DOUT=${CMAKE_CURRENT_BINARY_DIR}/builtin.c
#             -P ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
#     DEPENDS ${rule_files} ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake VERBATIM)

cmake_minimum_required(VERSION 3.25)
if(NOT IS_DIRECTORY "${ROOT}" OR NOT OUT)
  message(FATAL_ERROR "usage: cmake -DROOT=<folder> -DOUT=<file.c> -P Embed.cmake")
endif()

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*.rules" "${ROOT}/*.words" "${ROOT}/*.units" "${ROOT}/*.names")
list(SORT files COMPARE STRING)

cmake_path(GET CMAKE_CURRENT_LIST_FILE FILENAME me)
# 32 bytes a line; a repeat count is not in CMake's regexes.
string(REPEAT "0x..," 32 line_of_bytes)
set(all "")
set(table "")
set(from 0)
foreach(name IN LISTS files)
  file(READ "${ROOT}/${name}" hex HEX)
  string(LENGTH "${hex}" n)
  math(EXPR n "${n} / 2")
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(${line_of_bytes})" "\\1\n\t" bytes "${bytes}")
  # Behind each file a zero that is not counted.
  string(APPEND all "\t${bytes}0,\n")
  string(REGEX REPLACE "([\\\\\"])" "\\\\\\1" quoted "${name}")
  string(APPEND table "\t{ \"${quoted}\", text + ${from}, ${n} },\n")
  math(EXPR from "${from} + ${n} + 1")
endforeach()

file(CONFIGURE OUTPUT "${OUT}" @ONLY CONTENT "/* Made by ${me}. */
#include \"lexicon/lexicon.h\"

extern const struct sx_builtin sx_builtin_files[];

static const unsigned char text[] = {
${all}};

const struct sx_builtin sx_builtin_files[] = {
${table}	{ 0 }
};
")
