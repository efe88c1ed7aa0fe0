# SPDX-License-Identifier: GPL-3.0-or-later
# The .def tables, as the preprocessor reads them and as CMake reads them: a row is the whole registration of its file.

# nb_rows(VAR table MACRO pattern replacement): what each row MACRO(arguments) becomes once `pattern`, a regular
# expression for its arguments, is replaced. The table is watched, so that a new row reconfigures the build by itself.
function(nb_rows out table macro pattern replacement)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${table})
  file(STRINGS ${PROJECT_SOURCE_DIR}/${table} rows REGEX "^${macro}\\(")
  set(found)
  foreach(row IN LISTS rows)
    if(NOT row MATCHES "^${macro}\\(${pattern}\\)")
      message(FATAL_ERROR "${table}: cannot read the row ${row}")
    endif()
    string(REGEX REPLACE "^${macro}\\(${pattern}\\).*" "${replacement}" value "${row}")
    list(APPEND found "${value}")
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()
