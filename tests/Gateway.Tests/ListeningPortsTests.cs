using System.Net;
using System.Net.Sockets;
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
    public void Free_ports_and_no_ports_pass()
    {
        ListeningPorts.Check(Settings());
        ListeningPorts.Check(Settings(("Urls", "http://127.0.0.1:0")));
    }

    public void Dispose() => _taken.Dispose();

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
        .Build();
}
