#!/bin/sh
echo "the build can be read"
