using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Tests;

public sealed class SiloEndpointsTests : IDisposable
{
    private readonly Socket _taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SiloEndpointsTests()
    {
        // As Orleans binds: willing to share.
        _taken.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _taken.Listen();
    }

    private string Port => $"{((IPEndPoint)_taken.LocalEndPoint!).Port}";

    private static SiloEndpoints Read(params (string Key, string Value)[] settings) => SiloEndpoints.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Orleans:Endpoints:{setting.Key}", (string?)setting.Value))).Build());

    [Fact]
    public void Nothing_configured_means_loopback_and_orleans_own_ports() =>
        Assert.Equal(new SiloEndpoints(IPAddress.Loopback, 11111, 30000), Read());

    [Theory]
    [InlineData("AdvertisedIPAddress", "somewhere")]
    [InlineData("SiloPort", "0")]
    [InlineData("SiloPort", "many")]
    [InlineData("GatewayPort", "-1")]
    [InlineData("GatewayPort", "65536")]
    public void What_is_no_address_or_port_is_named_by_its_key(string key, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains($"Orleans:Endpoints:{key}", error.Message, StringComparison.Ordinal);
        Assert.Equal(StartFailure.Configuration, StartFailure.Explain(error)!.Value.ExitCode);
    }

    [Fact]
    public void Auto_is_an_address_of_this_machine_that_others_can_reach_or_says_why_not()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Orleans:Endpoints:AdvertisedIPAddress", (string?)"Auto")]).Build();
        var own = Dns.GetHostAddresses(Dns.GetHostName()).Where(address => !IPAddress.IsLoopback(address)).ToList();
        if (own.Count == 0)
        {
            var error = Assert.Throws<OptionsValidationException>(() => SiloEndpoints.Settle(configuration));
            Assert.Contains("Orleans:Endpoints:AdvertisedIPAddress", error.Message, StringComparison.Ordinal);
            return;
        }

        SiloEndpoints.Settle(configuration);

        Assert.Contains(SiloEndpoints.Read(configuration).Address, own);
    }

    [Theory]
    [InlineData("SiloPort", "GatewayPort")]
    [InlineData("GatewayPort", "SiloPort")]
    public void A_port_of_another_silo_is_not_shared(string key, string other)
    {
        var error = Assert.Throws<PortInUseException>(Read((key, Port), (other, FreePort())).Claim);

        Assert.Equal($"Orleans:Endpoints:{key}", error.Key);
        Assert.Equal(StartFailure.CannotStart, StartFailure.Explain(error)!.Value.ExitCode);
    }

    [Fact]
    public void No_gateway_port_needs_none() => Read(("SiloPort", FreePort()), ("GatewayPort", "0")).Claim();

    public void Dispose() => _taken.Dispose();

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
