# SPDX-License-Identifier: GPL-3.0-or-later
# A file as a C string: cmake -DFROM=style.css -DNAME=nb_html_style -DHEADER=page.h -DTO=style.c -P embed.cmake
file(READ ${FROM} bytes HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${TO} "#include \"${HEADER}\"\nconst char ${NAME}[] = { ${bytes} 0 };\n")
