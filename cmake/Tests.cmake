# sx_add_test(NAME COMMAND …): add_test with what every test here needs. A sanitizer's report fails a test whatever its exit
# status says (a Criterion test that only leaks exits with 0).

set(SX_TEST_ENVIRONMENT
  "ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:allocator_may_return_null=1"
  "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1"
  "LSAN_OPTIONS=print_suppressions=0")
set(SX_SANITIZER_REPORT "(ERROR|WARNING): (Address|Leak|Thread|Undefined[A-Za-z]*)Sanitizer|runtime error:")

function(sx_add_test name)
  add_test(NAME ${name} ${ARGN})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT 300
    ENVIRONMENT "${SX_TEST_ENVIRONMENT}"
    FAIL_REGULAR_EXPRESSION "${SX_SANITIZER_REPORT}")
endfunction()

# sx_unit_test(NAME LAYER): tests/unit/test_NAME.c against that layer and those beneath it, and nothing else: a test that
# needs more does not link.
function(sx_unit_test name layer)
  add_executable(test_${name} test_${name}.c)
  sx_compile_options(test_${name})
  target_link_libraries(test_${name} PRIVATE sx_${layer} PkgConfig::CRITERION)
  sx_add_test(${name} COMMAND test_${name} --jobs 1 --color=never)
endfunction()
