using System.Net;
using System.Net.Sockets;
using Actors.Gateway.Telnet;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests;

public sealed class ListeningPortsTests : IDisposable
{
    private readonly Socket _taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ListeningPortsTests()
    {
        // As Orleans binds: willing to share.
        _taken.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _taken.Listen();
    }

    private int Port => ((IPEndPoint)_taken.LocalEndPoint!).Port;

    [Theory]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://127.0.0.1:0;http://*:{0}")]
    public void A_port_that_another_process_has_is_named_by_its_key(string urls)
    {
        var error = Assert.Throws<UrlInUseException>(() => ListeningPorts.Check(Settings(("Urls", urls.Replace("{0}", $"{Port}", StringComparison.Ordinal)))));

        Assert.Contains($"Urls: port {Port}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://localhost:8080")]
    [InlineData("http://localhost:99999")]
    [InlineData("nonsense")]
    public void What_is_no_address_is_named_by_its_key(string urls) => Assert.Contains(
        $"Urls: '{urls}'", Assert.Throws<OptionsValidationException>(() => ListeningPorts.Check(Settings(("Urls", urls)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_taken_port_of_the_character_finder_is_named_by_its_key() => Assert.Contains(
        $"Telnet:Port: port {Port}",
        Assert.Throws<TelnetAddressException>(() => ListeningPorts.Check(Settings(("Telnet:Port", $"{Port}")))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_address_of_another_machine_is_named_by_its_key() => Assert.Contains(
        "Telnet:Address, Telnet:Port: 192.0.2.1:2323",
        Assert.Throws<TelnetAddressException>(() => ListeningPorts.Check(Settings(("Telnet:Address", "192.0.2.1")))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Telnet:Port", "70000")]
    [InlineData("Telnet:Address", "nowhere")]
    public void Settings_that_are_not_valid_are_left_to_the_start_to_refuse(string key, string value) =>
        ListeningPorts.Check(Settings((key, value)));

    [Fact]
    public void Free_ports_and_no_ports_pass()
    {
        ListeningPorts.Check(Settings(("Telnet:Port", "0")));
        ListeningPorts.Check(Settings(("Urls", "http://127.0.0.1:0"), ("Telnet:Port", "0")));
    }

    public void Dispose() => _taken.Dispose();

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
        .Build();
}
