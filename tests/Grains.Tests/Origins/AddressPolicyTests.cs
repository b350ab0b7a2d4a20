using System.Net;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("::169.254.169.254")]
    public void Link_local_addresses_are_recognised_in_every_spelling(string address) =>
        Assert.True(AddressPolicy.IsLinkLocal(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.0.1")]
    public void Private_addresses_are_recognised(string address) => Assert.True(AddressPolicy.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1")]
    public void Public_addresses_are_neither(string address)
    {
        Assert.False(AddressPolicy.IsPrivate(IPAddress.Parse(address)));
        Assert.False(AddressPolicy.IsLinkLocal(IPAddress.Parse(address)));
    }
}
