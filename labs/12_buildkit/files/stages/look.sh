#!/bin/sh
# A tool for whoever looks for a mistake: what is served, and who listens.
# 문제를 찾는 사람의 도구: 무엇을 보여 주고 있고, 누가 기다리고 있는지 보여 준다.
ls -l /www
netstat -ltn
