using System.Net;
using System.Net.Sockets;
using Actors.Gateway.Telnet;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Telnet;

public sealed class TelnetServerTests
{
    [Theory]
    [InlineData("Telnet:Port", "65536")]
    [InlineData("Telnet:Port", "-1")]
    [InlineData("Telnet:Address", "nowhere")]
    [InlineData("Telnet:MaxSessions", "0")]
    [InlineData("Telnet:Idle", "00:00:00")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_and_is_named(string key, string value)
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => Start((key, value)));

        Assert.Contains(key, invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_listens_where_it_is_told_beside_its_urls()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var endpoint = (IPEndPoint)probe.LocalEndpoint;
        probe.Stop();

        await using (var gateway = await Start(("Telnet:Port", $"{endpoint.Port}"), ("Telnet:Address", "localhost")))
        {
            using var client = await TelnetClient.OpenPrompted(endpoint);
            using var live = await gateway.Http.Fetch("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }

        using var again = new TcpListener(endpoint);
        again.Start();
    }

    [Fact]
    public async Task A_taken_port_stops_the_start_and_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<TelnetAddressException>(() => Start(("Telnet:Port", $"{port}")));
        Assert.Contains($"Telnet:Port: port {port} of 127.0.0.1 is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_named()
    {
        var error = await Assert.ThrowsAsync<TelnetAddressException>(() => Start(("Telnet:Address", "192.0.2.1"), ("Telnet:Port", "12323")));

        Assert.Contains("Telnet:Address", error.Message, StringComparison.Ordinal);
    }

    private static Task<RunningGateway> Start(params (string Key, string Value)[] settings) =>
        RunningGateway.Start(new PlayedIndex().Grains, TimeProvider.System, settings);
}
