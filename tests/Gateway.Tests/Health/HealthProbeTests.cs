using Actors.Gateway.Health;
using Microsoft.Extensions.Configuration;

namespace Actors.Gateway.Tests.Health;

public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("http://*:8081", "http://localhost:8081/")]
    [InlineData("http://+:80", "http://localhost:80/")]
    [InlineData("http://0.0.0.0:9000;http://10.0.0.1:9001", "http://localhost:9000/")]
    [InlineData("http://[::]:9000", "http://localhost:9000/")]
    [InlineData(" http://10.0.0.1:9001 ", "http://10.0.0.1:9001/")]
    public void What_listens_everywhere_is_asked_here(string urls, string address) => Assert.Equal(new Uri(address), HealthProbe.AddressOf(urls));

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("8080")]
    public void What_is_no_address_is_none(string urls) => Assert.Null(HealthProbe.AddressOf(urls));

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("http://a:1", "urls", "http://a:1")]
    [InlineData("http://*:8085", "http_ports", "8085;8086")]
    [InlineData("http://b:2", "Kestrel:Endpoints:Main:Url", "http://b:2", "urls", "http://a:1")]
    public void The_address_is_that_of_the_configuration(string expected, params string[] settings) => Assert.Equal(
        expected,
        GatewayHosting.Urls(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build()));
}
