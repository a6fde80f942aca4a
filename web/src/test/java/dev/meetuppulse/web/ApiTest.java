package dev.meetuppulse.web;
